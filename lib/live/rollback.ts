import type { Change } from '../plan/types.ts';
import { cannotUndo, undo } from '../plan/undo.ts';
import type { RunHooks, RunOutcome } from './apply-plan.ts';
import { doChange } from './do-change.ts';
import { type JournalRecord, reopenJournal, type StepState } from './journal.ts';
import type { AccountPort } from './port.ts';
import { tagsOf } from './read-role.ts';
import { orAbsent } from './service-error.ts';
import type { Place } from './steps/policy.ts';
import { hasTags } from './steps/role.ts';

/** A step that a rollback takes back. */
interface Step {
  readonly record: JournalRecord;
  readonly index: number;
  readonly change: Change;
  readonly state: StepState;
}

/** Lists what unfinished runs did, or may have done, last first. */
export function stepsToUndo(records: readonly JournalRecord[]): readonly Step[] {
  return records
    .flatMap((record) =>
      record.header.changes.map((change, index) => ({
        record,
        index,
        change,
        state: record.states[index] ?? 'planned',
      })),
    )
    .filter(({ change, state }) => (state === 'done' || state === 'begun') && !cannotUndo(change))
    .reverse();
}

/** Takes back what unfinished runs did, last first, from the states found before they began. */
export async function rollBack(
  port: AccountPort,
  records: readonly JournalRecord[],
  run: RunHooks & { readonly place: Place },
): Promise<RunOutcome> {
  const steps = stepsToUndo(records);
  for (const [position, step] of steps.entries()) {
    if (run.isStopped()) return { done: position, stop: { kind: 'interrupted' } };
    const back = undo(step.change);
    if (back === undefined) continue;
    run.onStep(back, position, steps.length);
    try {
      if (await isOurDoing(port, step)) await doChange(port, back, run.place);
    } catch (error) {
      return { done: position, stop: { kind: 'failed', error } };
    }
    markUndone(step);
  }
  return { done: steps.length };
}

function markUndone({ record, index }: Step): void {
  const journal = reopenJournal(record);
  journal.mark(index, 'undone');
  journal.close();
}

/** A role whose creation got no answer may be somebody else's by now: its tags tell. */
async function isOurDoing(port: AccountPort, { change, state }: Step): Promise<boolean> {
  if (state !== 'begun' || change.kind !== 'role' || change.after === undefined) return true;
  const found = await orAbsent(port.call('GetRole', { RoleName: change.item }));
  return found === undefined || hasTags(tagsOf(found.Role?.Tags), change.after.tags);
}
