import type { Change } from './types.ts';

/** The change that takes this one back, or undefined where none can. */
export function undo(change: Change): Change | undefined {
  if (cannotUndo(change)) return undefined;
  const swapped = { ...change, before: change.after, after: change.before, widens: false };
  return swapped as Change;
}

/** True where a change stays whatever is done afterwards. */
export function cannotUndo({ kind }: Change): boolean {
  // ECS may use it from the first second on, and it is deleted only once nothing in the account does.
  return kind === 'service-linked-role';
}

/** Why a rollback does not give back quite what was there, or undefined where it does. */
export function undoCaveat(change: Change): string | undefined {
  if (cannotUndo(change)) return 'stays: the account shares it';
  if (change.kind === 'role' && change.after === undefined) {
    return 'comes back under a new ID: policies elsewhere that name it must be written again';
  }
  if (change.kind === 'managed-policy' && change.before !== undefined) {
    return 'comes back without its older versions';
  }
  return undefined;
}
