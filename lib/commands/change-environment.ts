import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { removeJournals } from '../live/journal.ts';
import { isProduction } from '../names.ts';
import type { Plan } from '../plan/change.ts';
import { actionOf } from '../report/describe.ts';
import type { EnvironmentReport } from '../report/findings.ts';
import type { AccountOptions } from './account-flags.ts';
import { carryOutRollback, execute, rollbackPlan } from './execute.ts';
import { makePlan, type PlanRequest } from './make-plan.ts';
import type { OpenAccount } from './open-account.ts';
import {
  type CommandIo,
  declined,
  finished,
  head,
  type Outcome,
  type Run,
  writeReport,
} from './run.ts';

/**
 * Shows a plan, asks, carries it out and reads back.
 *
 * @throws UserError `RoleNotOurs` or `Blocked` where apply must not go on; what execute throws.
 */
export async function changeEnvironment(
  run: Run,
  account: OpenAccount,
  { plan, request }: { readonly plan: Plan; readonly request: PlanRequest },
): Promise<Outcome> {
  const { options, io, root } = run;
  const { verb } = request;
  const { environment } = plan;
  if (plan.changes.length + plan.blocked.length > 0) show(run, plan);
  if (verb === 'apply' && plan.blocked.length > 0) throw blocked(plan);
  if (plan.changes.length === 0) {
    // What an earlier run left unfinished is done by now.
    removeJournals(root, environment);
    return finished(plan, 0);
  }
  if (!(await confirm(plan, verb, options, io))) return declined(plan);
  const replan = () => makePlan(account.port, request);
  const done = await execute(
    plan,
    { root, verb, port: account.port, place: request.facts, quiet: options.quiet, replan },
    io,
  );
  if (!options.quiet && options.format === 'text') {
    io.err(`${environment}: ${done} changes made and read back.\n`);
  }
  return { ...finished(plan, done), shown: true };
}

function blocked({ blocked: list }: Plan): UserError {
  return new UserError(
    list[0]?.kind === 'not-ours' ? 'RoleNotOurs' : 'Blocked',
    `Nothing was changed. ${list.map(({ message }) => message).join('\n')}`,
    [...new Set(list.map(({ hint }) => hint))].join('\n'),
  );
}

/** Prints the plan that is to be confirmed; the report follows when it is done. */
function show(run: Run, plan: Plan): void {
  if (run.options.quiet || run.options.format !== 'text') return;
  const report: EnvironmentReport = { status: 'checked', environment: plan.environment, plan };
  writeReport(
    { ...head(run), environments: [report] },
    { ...run.options, output: undefined },
    run.io,
  );
}

/** Shows what a rollback would do, asks, and undoes what unfinished runs did. */
export async function rollBackEnvironment(
  run: Run,
  account: OpenAccount,
  environment: Environment,
): Promise<Outcome> {
  const { root, io, options } = run;
  const where = {
    project: run.project,
    environment: environment.name,
    account: account.account,
  };
  const plan = rollbackPlan(root, where);
  if (plan.changes.length === 0) return finished(plan, 0);
  show(run, plan);
  if (!(await confirm(plan, 'rollback', options, io))) return declined(plan);
  const place = account.factsFor(environment);
  const done = await carryOutRollback(
    plan,
    { root, port: account.port, place, quiet: options.quiet },
    io,
  );
  return finished(plan, done);
}

/**
 * Asks whether to go on. For production, and for a plan that deletes roles, the user types the
 * environment's name, otherwise yes. --yes replaces the yes to apply, --confirm NAME the name.
 *
 * @throws UserError `ConfirmationRequired` without a terminal.
 */
async function confirm(
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
