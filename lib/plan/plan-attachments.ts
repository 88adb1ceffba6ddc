import { policyDocument } from '../iam/document.ts';
import { sameDocument } from '../iam/equality.ts';
import { LIMITS } from '../iam/limits.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Blocked, Change } from './change.ts';
import type { FoundAccount } from './found-account.ts';
import { isOwnAttachment } from './ownership.ts';
import { heldDocuments, type RoleCase, wantedArns } from './role-case.ts';
import { dropsDenial, widens } from './widens.ts';

/** Customer-managed policies to make or update, policies to attach and, of ours, to detach. */
export function planManagedPolicies(one: RoleCase): readonly Change[] {
  const { wanted, role, found } = one;
  const held = heldDocuments(one);
  const own = wanted.managedPolicies.flatMap(({ name, path, statements }): readonly Change[] => {
    const arn = managedPolicyArn(found, path, name);
    const document = policyDocument(statements);
    const before = found.managedPolicies.get(arn)?.document;
    const isAttached = role?.attached.includes(arn) ?? false;
    const differs = before === undefined || !sameDocument(before, document);
    if (!differs && isAttached) return [];
    const wider = widens(document, held);
    const policy: Change = {
      kind: 'managed-policy',
      owner: wanted.name,
      item: name,
      // A policy that nobody has yet grants nothing: the attachment does.
      widens: isAttached && (wider || (before !== undefined && dropsDenial(document, before))),
      before: before === undefined ? undefined : { path, document: before },
      after: { path, document },
    };
    return [
      ...(differs ? [policy] : []),
      ...(isAttached ? [] : [attachment(wanted.name, arn, wider)]),
    ];
  });
  const attached = wanted.managedPolicyArns
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

/** Attached policies of ours that the model dropped: detached, and our own deleted. */
function planDropped(one: RoleCase): readonly Change[] {
  const { wanted, role, owned } = one;
  const keep = wantedArns(one);
  return (role?.attached ?? [])
    .filter((arn) => !keep.has(arn) && isOwnAttachment(arn, wanted.name, owned))
    .flatMap((arn) => [
      detachment(wanted.name, arn),
      ...deleteOwnPolicy(one.found, wanted.name, { arn, holders: 1 }),
    ]);
}

/** Takes a policy off a role. */
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
 * Deletes a customer-managed policy that was read, unless somebody else has it attached: `holders`
 * are the roles that lose it before.
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
