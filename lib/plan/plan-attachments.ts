import { sameDocument } from '../iam/equality.ts';
import { LIMITS } from '../iam/limits.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Blocked, Change } from './change.ts';
import type { FoundAccount } from './found-account.ts';
import { isOwnAttachment } from './ownership.ts';
import { heldDocuments, type RoleCase, wantedArns } from './role-case.ts';
import { dropsDenial, widens } from './widens.ts';

/** Customer-managed policies to create or update, policies to attach, and those of ours to detach. */
export function planManagedPolicies(one: RoleCase): readonly Change[] {
  const { wanted, role, found } = one;
  const held = heldDocuments(one);
  const own = wanted.managedPolicies.flatMap(({ name, path, document }): readonly Change[] => {
    const arn = managedPolicyArn(found, path, name);
    const before = found.managedPolicies.get(arn)?.document;
    const isAttached = role?.attached.includes(arn) ?? false;
    const differs = before === undefined || !sameDocument(before, document);
    if (!differs && isAttached) return [];
    const wider = widens(document, held);
    const policy: Change = {
      kind: 'managed-policy',
      owner: wanted.name,
      item: name,
      // A policy that is not attached grants nothing; its attachment does.
      widens: isAttached && (wider || (before !== undefined && dropsDenial(document, before))),
      before: before === undefined ? undefined : { path, document: before },
      after: { path, document },
    };
    return [
      ...(differs ? [policy] : []),
      ...(isAttached ? [] : [attachment(wanted.name, arn, wider)]),
    ];
  });
  const attached = wanted.attachedPolicies
    .filter((arn) => !role?.attached.includes(arn))
    .map((arn) => attachment(wanted.name, arn, true));
  return [...own, ...attached, ...planDropped(one)];
}

function attachment(owner: string, arn: string, wider: boolean): Change {
  return {
    kind: 'attached-policy',
    owner,
    item: policyName(arn),
    widens: wider,
    before: undefined,
    after: arn,
  };
}

/** Attached policies of ours that are no longer defined: detached, and customer-managed ones deleted. */
function planDropped(one: RoleCase): readonly Change[] {
  const { wanted, role, owned } = one;
  const keep = wantedArns(wanted, one.found);
  return (role?.attached ?? [])
    .filter((arn) => !keep.has(arn) && isOwnAttachment(arn, wanted.name, owned))
    .flatMap((arn) => [
      { ...detachment(wanted.name, arn), widens: denies(arn, one.found) },
      ...deleteOwnPolicy(one.found, wanted.name, { arn, holders: 1 }),
    ]);
}

/** True for a policy that denies something: detaching it widens what the role may do. */
function denies(arn: string, { managedPolicies }: FoundAccount): boolean {
  const document = managedPolicies.get(arn)?.document;
  return document !== undefined && dropsDenial({}, document);
}

/** Detaches a policy from a role. */
export function detachment(owner: string, arn: string): Change {
  return {
    kind: 'attached-policy',
    owner,
    item: policyName(arn),
    widens: false,
    before: arn,
    after: undefined,
  };
}

/**
 * Deletes a customer-managed policy that was read, unless others have it attached: `holders` is the
 * number of roles that it is detached from before.
 */
export function deleteOwnPolicy(
  found: FoundAccount,
  owner: string,
  { arn, holders }: { readonly arn: string; readonly holders: number },
): readonly Change[] {
  const policy = found.managedPolicies.get(arn);
  if (policy === undefined || policy.attachments > holders) return [];
  const path = /:policy(\/.*\/|\/)[^/]+$/.exec(arn)?.[1] ?? '/';
  return [
    {
      kind: 'managed-policy',
      owner,
      item: policyName(arn),
      widens: false,
      before: { path, document: policy.document },
      after: undefined,
    },
  ];
}

/** The last word of a policy's ARN. */
export function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * Role name → the most managed policies that the role holds at any step of the changes, for roles
 * that exceed the default quota.
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

/** Blocks roles that would hold more managed policies than the account's quota allows. */
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
