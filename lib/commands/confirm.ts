import { UserError } from '../errors.ts';
import { isProduction } from '../names.ts';
import type { Plan } from '../plan/change.ts';
import { actionOf } from '../report/describe.ts';
import type { AccountOptions } from './account-flags.ts';
import type { Run } from './run.ts';

/**
 * Asks whether to go on, naming how many changes, the account and the environment. For production, and
 * for a plan that deletes roles, the user types the environment's name, otherwise yes. --yes replaces
 * the yes to apply, --confirm NAME the name.
 *
 * @throws UserError `ConfirmationRequired` without a terminal.
 */
export async function confirm(
  { options, io, labels }: Run,
  plan: Plan,
  verb: 'apply' | 'destroy' | 'rollback',
): Promise<boolean> {
  const { environment, changes, account } = plan;
  if (options.confirm !== undefined) return checkName(options, environment);
  if (options.yes && verb !== 'destroy') return true;
  if (!io.isTerminal) throw confirmationRequired(verb, options, environment);
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  const place = `${labels.account ?? `account ${account}`}, environment ${environment}`;
  const undo = verb === 'rollback' ? ' to undo' : '';
  if (verb === 'destroy' || isDestructive(plan) || isProduction(environment)) {
    const question = `${count}${undo} in ${place}. Type the name of the environment (${environment}) to go on: `;
    return (await io.ask(question)).trim() === environment;
  }
  return /^y(es)?$/i.test((await io.ask(`${count}${undo} in ${place}. Go on? (y/N) `)).trim());
}

/** --confirm names the environment, or with commas every one. */
function checkName(options: AccountOptions, environment: string): boolean {
  const { confirm: named = '' } = options;
  if (named.split(',').some((name) => name.trim() === environment)) return true;
  throw new UserError(
    'ConfirmationRequired',
    `--confirm ${named} does not name environment ${environment}: nothing was changed.`,
    howToConfirm(options, environment),
  );
}

function confirmationRequired(
  verb: string,
  options: AccountOptions,
  environment: string,
): UserError {
  return new UserError(
    'ConfirmationRequired',
    `Nobody is there to confirm ${verb}: nothing was changed.`,
    verb === 'destroy' ? howToConfirm(options, environment) : 'Give --yes.',
  );
}

function howToConfirm({ environment: wanted }: AccountOptions, environment: string): string {
  const all = 'Give --confirm with the name of every environment, separated by commas.';
  return wanted === 'all' ? all : `Give --confirm ${environment}.`;
}

function isDestructive({ changes }: Plan): boolean {
  return changes.some(
    (change) => actionOf(change) === 'delete' && ['role', 'instance-profile'].includes(change.kind),
  );
}
