import type { Change } from '../plan/types.ts';
import { doChange } from './do-change.ts';
import type { Journal } from './journal.ts';
import type { AccountPort } from './port.ts';
import { isRefusal } from './refusal.ts';
import type { Place } from './steps/policy.ts';

/** How a run is watched and stopped. */
export interface RunHooks {
  /** Before each step; `index` counts from 0. */
  readonly onStep: (change: Change, index: number, of: number) => void;
  /** Asked before each step: true stops there. The call under way is always finished. */
  readonly isStopped: () => boolean;
}

/** How far a run came. */
export interface RunOutcome {
  /** Changes made, from the first on. */
  readonly done: number;
  /** Why it stopped before the end. */
  readonly stop?:
    | { readonly kind: 'failed'; readonly error: unknown }
    | { readonly kind: 'interrupted' };
}

/**
 * Makes the changes one after the other, each written into the journal before and after. Stops at
 * the first that fails: the journal then tells what a rollback has to take back.
 */
export async function applyChanges(
  port: AccountPort,
  changes: readonly Change[],
  run: RunHooks & { readonly journal: Journal; readonly place: Place },
): Promise<RunOutcome> {
  for (const [index, change] of changes.entries()) {
    if (run.isStopped()) return { done: index, stop: { kind: 'interrupted' } };
    run.onStep(change, index, changes.length);
    run.journal.mark(index, 'begun');
    try {
      await doChange(port, change, run.place);
    } catch (error) {
      if (isRefusal(error)) run.journal.mark(index, 'refused');
      return { done: index, stop: { kind: 'failed', error } };
    }
    run.journal.mark(index, 'done');
  }
  return { done: changes.length };
}
