import { UserError } from '../../errors.ts';
import { count } from '../../fleet/report.ts';
import { isProduction } from '../../names.ts';
import { actionOf } from '../../report/describe.ts';
import { wrapWords } from '../../wrap.ts';
import { screenWidth } from '../page-width.ts';
import type { FleetRun } from './fleet-run.ts';
import { unitOutcome } from './outcome.ts';
import { foundIn, type PlannedUnit } from './plan-units.ts';
import { unitText } from './unit-report.ts';

/**
 * Asks once for all: how many changes, services, accounts and environments. For production, and where
 * roles go, the user types the names of the environments.
 *
 * @throws UserError `ConfirmationRequired` without a terminal, or where --confirm misses one.
 */
export async function confirmFleet(
  { command, options, environments: order, invocation: { io } }: FleetRun,
  plans: readonly PlannedUnit[],
): Promise<boolean> {
  const names = new Set(plans.map(({ unit }) => unit.environment.name));
  const environments = [...new Set([...order, ...names])].filter((name) => names.has(name));
  const list = environments.join(',');
  if (options.confirm !== undefined) {
    const named = namesIn(options.confirm);
    const missing = environments.filter((name) => !named.includes(name));
    if (missing.length === 0) return true;
    throw new UserError(
      'ConfirmationRequired',
      `--confirm ${options.confirm} does not name environment ${missing.join(', ')}: nothing was changed.`,
      `Give --confirm ${list}, or leave environments out with --environment.`,
    );
  }
  if (options.yes && command !== 'destroy') return true;
  if (!io.isTerminal) {
    throw new UserError(
      'ConfirmationRequired',
      `Nobody is there to confirm ${command}: nothing was changed.`,
      command === 'destroy' ? `Give --confirm ${list}.` : 'Give --yes.',
    );
  }
  if (!options.quiet) io.err(`${unitText({ command, outcomes: plans.map(planOutcome) })}\n`);
  const what = `${summaryOf(plans)}, ${count(environments.length, 'environment')} (${list}).`;
  io.err(
    wrapWords(what, screenWidth())
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (command === 'destroy' || environments.some(isProduction) || plans.some(deletesRoles)) {
    const question = `Type the names of the environments (${list}) to go on: `;
    return (
      namesIn(await io.ask(question))
        .toSorted()
        .join() === environments.toSorted().join()
    );
  }
  return /^y(es)?$/i.test((await io.ask('Go on? (y/N) ')).trim());
}

function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}

function planOutcome(one: PlannedUnit) {
  return unitOutcome(one.unit, 'differs', foundIn(one));
}

function summaryOf(plans: readonly PlannedUnit[]): string {
  const changes = plans.reduce((sum, { planned }) => sum + planned.plan.changes.length, 0);
  const services = new Set(plans.map(({ unit }) => unit.spec.name)).size;
  const accounts = [...new Set(plans.map(({ planned }) => planned.plan.account))];
  const named = accounts.length <= 5 ? accounts : [...accounts.slice(0, 4), '…'];
  return `${count(changes, 'change')} in ${count(services, 'service')}, ${count(accounts.length, 'account')} (${named.join(', ')})`;
}

function deletesRoles({ planned }: PlannedUnit): boolean {
  return planned.plan.changes.some(
    (change) => actionOf(change) === 'delete' && ['role', 'instance-profile'].includes(change.kind),
  );
}
