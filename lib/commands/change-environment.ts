import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { removeJournals } from '../live/journal.ts';
import type { Plan } from '../plan/change.ts';
import type { EnvironmentReport } from '../report/findings.ts';
import { confirm } from './confirm.ts';
import { carryOutRollback, execute, rollbackPlan } from './execute.ts';
import { makePlan, type PlanRequest } from './make-plan.ts';
import type { OpenAccount } from './open-account.ts';
import { declined, finished, type Outcome, type Run, writeReport } from './run.ts';

/** A plan, what it was made from, and the account it is for. */
export interface Planned {
  readonly plan: Plan;
  readonly request: PlanRequest;
  readonly account: OpenAccount;
}

/**
 * Shows a plan, asks, carries it out and reads back.
 *
 * @throws UserError `RoleNotOurs` or `Blocked` where apply must not go on; what execute throws.
 */
export async function changeEnvironment(run: Run, planned: Planned): Promise<Outcome> {
  const { plan, request } = planned;
  showPlan(run, plan);
  if (request.verb === 'apply' && plan.blocked.length > 0) throw blocked(plan);
  const isConfirmed = plan.changes.length === 0 || (await confirm(run, plan, request.verb));
  return isConfirmed ? carryOut(run, planned) : declined(plan, run.io);
}

/** Carries out a plan that was confirmed, and reads back. */
export async function carryOut(
  { root, options, io }: Run,
  { plan, request, account }: Planned,
): Promise<Outcome> {
  const { environment } = plan;
  if (plan.changes.length === 0) {
    // What an earlier run left unfinished is done by now.
    removeJournals(root, environment);
    return finished(plan, 0);
  }
  const replan = () => makePlan(account.port, request);
  const place = request.facts;
  const { verb } = request;
  const done = await execute(
    plan,
    { root, verb, port: account.port, place, quiet: options.quiet, replan },
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
export function showPlan(run: Run, plan: Plan): void {
  if (plan.changes.length + plan.blocked.length === 0) return;
  if (run.options.quiet || run.options.format !== 'text') return;
  const report: EnvironmentReport = { status: 'checked', environment: plan.environment, plan };
  writeReport([report], { ...run, options: { ...run.options, output: undefined } });
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
  showPlan(run, plan);
  if (!(await confirm(run, plan, 'rollback'))) return declined(plan, io);
  const place = account.factsFor(environment);
  const done = await carryOutRollback(
    plan,
    { root, port: account.port, place, quiet: options.quiet },
    io,
  );
  return finished(plan, done);
}
