import { UserError } from '../errors.ts';
import { isProduction } from '../names.ts';
import type { Plan } from '../plan/types.ts';
import { actionOf } from '../report/describe.ts';
import type { AccountOptions } from './account-options.ts';
import type { CommandIo } from './io.ts';

/**
 * Asks whether to go on. Production, and a plan that destroys, take the environment's name; anything
 * else a yes. --yes stands for a yes to apply, --confirm NAME for the name.
 *
 * @throws UserError `ConfirmationRequired` without a terminal.
 */
export async function confirm(
  plan: Plan,
  verb: 'apply' | 'destroy' | 'rollback',
  { yes, confirm: named }: AccountOptions,
  io: CommandIo,
): Promise<boolean> {
  const { environment } = plan;
  if (named !== undefined) return checkName(named, environment);
  if (yes && verb !== 'destroy') return true;
  if (!io.isTerminal) throw confirmationRequired(verb, environment);
  if (verb === 'destroy' || isDestructive(plan) || isProduction(environment)) {
    const answer = await io.ask(`Type the name of the environment (${environment}) to go on: `);
    return answer.trim() === environment;
  }
  return /^y(es)?$/i.test((await io.ask('Go on? (y/N) ')).trim());
}

function checkName(named: string, environment: string): boolean {
  if (named === environment) return true;
  throw new UserError(
    'ConfirmationRequired',
    `--confirm ${named} does not name environment ${environment}: nothing was changed.`,
    `Give --confirm ${environment}.`,
  );
}

function confirmationRequired(verb: string, environment: string): UserError {
  return new UserError(
    'ConfirmationRequired',
    `Nobody is there to confirm ${verb}: nothing was changed.`,
    verb === 'destroy' ? `Give --confirm ${environment}.` : 'Give --yes.',
  );
}

function isDestructive({ changes }: Plan): boolean {
  return changes.some(
    (change) => actionOf(change) === 'delete' && ['role', 'instance-profile'].includes(change.kind),
  );
}
