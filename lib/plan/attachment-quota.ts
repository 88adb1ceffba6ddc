import { LIMITS } from '../iam/limits.ts';
import type { Blocked, Change, FoundAccount } from './types.ts';

/**
 * The most managed policies that a role holds at any step of the changes, by its name: roles that
 * are to hold more than the quota that every account has.
 */
export function attachedBeyondDefault(
  changes: readonly Change[],
  found: FoundAccount,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const most = new Map<string, number>();
  for (const { kind, owner, after } of changes) {
    if (kind !== 'attached-policy') continue;
    const before = counts.get(owner) ?? attachedNow(owner, found);
    const count = before + (after === undefined ? -1 : 1);
    counts.set(owner, count);
    if (count > before) most.set(owner, Math.max(count, most.get(owner) ?? 0));
  }
  return new Map([...most].filter(([, count]) => count > LIMITS.attachedPolicies));
}

function attachedNow(name: string, found: FoundAccount): number {
  return found.roles.get(name.toLowerCase())?.attached.length ?? 0;
}

/** Says of which roles an account's quota takes no more. */
export function overQuota(most: ReadonlyMap<string, number>, quota: number): readonly Blocked[] {
  return [...most].flatMap(([owner, count]): readonly Blocked[] => {
    if (count <= quota) return [];
    return [
      {
        kind: 'attachment-quota',
        owner,
        message: `Role '${owner}' would hold ${count} managed policies at once; this account allows ${quota}.`,
        hint: 'Detach what the role does not need, keep its policies inline (--role-policies), or have AWS raise the quota "Managed policies per role".',
      },
    ];
  });
}
