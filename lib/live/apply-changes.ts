import type { Change } from '../plan/change.ts';
import { cannotUndo, undo } from '../plan/change.ts';
import { type Journal, type JournalRecord, reopenJournal, type StepState } from './journal.ts';
import type { AccountPort } from './port.ts';
import { tagsOf } from './read-role.ts';
import { isRefusal, orAbsent } from './responses.ts';
import { doAttachment, doInline, doManagedPolicy, type Place } from './steps/policy.ts';
import {
  doBoundary,
  doMembership,
  doProfile,
  doRole,
  doSettings,
  doTags,
  doTrust,
  hasTags,
} from './steps/role.ts';
import {
  doLifecycle,
  doProvider,
  doRepository,
  doResourcePolicy,
  doServiceLinkedRole,
} from './steps/shared.ts';

/** How the caller follows a run and stops it. */
export interface RunHooks {
  /** Called before each step; `index` counts from 0. */
  readonly onStep: (change: Change, index: number, of: number) => void;
  /** Called before each step: true stops the run there. The call under way is always finished. */
  readonly isStopped: () => boolean;
}

/** How far a run got. */
export interface RunOutcome {
  /** Changes made, from the first on. */
  readonly done: number;
  /** Why it stopped before the end. */
  readonly stop?:
    | { readonly kind: 'failed'; readonly error: unknown }
    | { readonly kind: 'interrupted' };
}

/**
 * Makes the changes one after the other; the journal records each before and after. Stops at the
 * first that fails: a rollback then undoes what the journal lists.
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

/** A step that a rollback undoes. */
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

/** Undoes the steps of unfinished runs, last first: restores what was there before they began. */
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
      if (await isMadeByRun(port, step)) await doChange(port, back, run.place);
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

/** A role whose CreateRole got no response may be somebody else's by now; its tags show whose. */
async function isMadeByRun(port: AccountPort, { change, state }: Step): Promise<boolean> {
  if (state !== 'begun' || change.kind !== 'role' || change.after === undefined) return true;
  const found = await orAbsent(port.call('GetRole', { RoleName: change.item }));
  return found === undefined || hasTags(tagsOf(found.Role?.Tags), change.after.tags);
}

/** Makes one change. A second time has the same result, because a response may have been lost. */
export async function doChange(port: AccountPort, change: Change, place: Place): Promise<void> {
  switch (change.kind) {
    case 'role':
      return doRole(port, change);
    case 'role-settings':
      return doSettings(port, change);
    case 'trust-policy':
      return doTrust(port, change);
    case 'boundary':
      return doBoundary(port, change);
    case 'tags':
      return doTags(port, change);
    case 'inline-policy':
      return doInline(port, change);
    case 'managed-policy':
      return doManagedPolicy(port, change, place);
    case 'attached-policy':
      return doAttachment(port, change);
    case 'instance-profile':
      return doProfile(port, change);
    case 'profile-role':
      return doMembership(port, change);
    case 'service-linked-role':
      return doServiceLinkedRole(port, change);
    case 'oidc-provider':
      return doProvider(port, change);
    case 'repository':
      return doRepository(port, change);
    case 'repository-lifecycle':
      return doLifecycle(port, change);
    case 'resource-policy':
      return doResourcePolicy(port, change);
  }
}
