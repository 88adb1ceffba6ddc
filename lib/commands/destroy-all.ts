import { carryOut, type Planned, showPlan } from './change-environment.ts';
import { confirm } from './confirm.ts';
import { declined, notConfirmed, type Outcome, type Run } from './run.ts';

/** A plan that can be made again, from the account as it is then. */
export interface PlannedAgain extends Planned {
  readonly again: () => Promise<Planned>;
}

/** Deletes environments: everything is planned and confirmed before anything is touched. */
export async function destroyAll(
  run: Run,
  planned: readonly PlannedAgain[],
): Promise<readonly Outcome[]> {
  for (const { plan } of planned) {
    showPlan(run, plan);
    if (plan.changes.length > 0 && !(await confirm(run, plan, 'destroy'))) {
      return planned.map((one) =>
        one.plan === plan ? declined(plan, run.io) : notConfirmed(one.plan),
      );
    }
  }
  const outcomes: Outcome[] = [];
  for (const [index, one] of planned.entries()) {
    // What several environments share was changed by those before.
    outcomes.push(await carryOut(run, index === 0 ? one : await one.again()));
  }
  return outcomes;
}
