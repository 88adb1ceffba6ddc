import { UserError } from '../errors.ts';
import { removeJournals, unfinishedJournals } from '../live/journal.ts';
import { rollBack, stepsToUndo } from '../live/rollback.ts';
import type { Plan } from '../plan/types.ts';
import { undo } from '../plan/undo.ts';
import { type Execution, progress, stopped, watch } from './execute.ts';
import type { CommandIo } from './io.ts';

/** The changes that --rollback would make, as a plan to show and to confirm. */
export function rollbackPlan(
  root: string,
  where: Pick<Plan, 'project' | 'environment' | 'account'>,
): Plan {
  const records = unfinishedJournals(root, where.environment);
  const other = records.find(({ header }) => header.account !== where.account);
  if (other !== undefined) {
    throw new UserError(
      'WrongAccount',
      `The unfinished run was in account ${other.header.account}; these credentials are for ${where.account}.`,
      'Sign in to that account.',
    );
  }
  const changes = stepsToUndo(records).flatMap(({ change }) => undo(change) ?? []);
  return { ...where, roles: [], changes, foreign: [], blocked: [], notes: [] };
}

/** Takes back what unfinished runs did; gives the number of changes taken back. */
export async function carryOutRollback(
  plan: Plan,
  run: Omit<Execution, 'replan' | 'verb'>,
  io: CommandIo,
): Promise<number> {
  const records = unfinishedJournals(run.root, plan.environment);
  const outcome = await watch(io, (hooks) =>
    rollBack(run.port, records, {
      ...hooks,
      onStep: progress(io, run.quiet),
      place: run.place,
    }),
  );
  if (outcome.stop !== undefined) throw stopped(outcome, plan.changes, 'rollback');
  removeJournals(run.root, plan.environment);
  return outcome.done;
}
