import { policyDocument } from '../iam/document.ts';
import { sameDocument, sameSids } from '../iam/equality.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { ModelRole } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import { isOwnAttachment } from './ownership.ts';
import type {
  Change,
  Foreign,
  FoundAccount,
  FoundDocument,
  FoundRole,
  Note,
  OwnedNames,
} from './types.ts';
import { dropsDenial, widens } from './widens.ts';

/** A role to plan the policies of, beside what the account has of it. */
export interface RoleCase {
  readonly wanted: ModelRole<FilledString>;
  readonly role: FoundRole | undefined;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
}

const NOTHING: FoundDocument = { Version: '2012-10-17', Statement: [] };

/** Every document that grants the role something today, as far as it was read. */
function heldDocuments({ role, found }: RoleCase): readonly FoundDocument[] {
  if (role === undefined) return [];
  const attached = role.attached
    .map((arn) => found.managedPolicies.get(arn)?.document)
    .filter((document) => document !== undefined);
  return [...Object.values(role.inline), ...attached];
}

/** Inline policies to put and, of ours, to delete. */
export function planInlinePolicies(one: RoleCase): readonly Change[] {
  const { wanted, role, owned } = one;
  const held = heldDocuments(one);
  const puts = wanted.inlinePolicies.flatMap(({ name, statements }): readonly Change[] => {
    const after = policyDocument(statements);
    const before = role?.inline[name];
    if (before !== undefined && sameDocument(before, after)) return [];
    const wider = widens(after, held) || (before !== undefined && dropsDenial(after, before));
    return [inlineChange(wanted.name, name, { before, after, widens: wider })];
  });
  const names = new Set(wanted.inlinePolicies.map(({ name }) => name));
  const gone = Object.entries(role?.inline ?? {}).filter(
    ([name]) => owned.inline.has(name) && !names.has(name),
  );
  return [
    ...puts,
    ...gone.map(([name, before]) =>
      inlineChange(wanted.name, name, {
        before,
        after: undefined,
        widens: dropsDenial(NOTHING, before),
      }),
    ),
  ];
}

function inlineChange(
  owner: string,
  item: string,
  values: Pick<Extract<Change, { kind: 'inline-policy' }>, 'before' | 'after' | 'widens'>,
): Change {
  return { kind: 'inline-policy', owner, item, ...values };
}

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

function wantedArns({ wanted, found }: RoleCase): ReadonlySet<string> {
  return new Set<string>([
    ...wanted.managedPolicyArns,
    ...wanted.managedPolicies.map(({ path, name }) => managedPolicyArn(found, path, name)),
  ]);
}

/** Policies on the role that are neither wanted nor ours. */
export function foreignPolicies(one: RoleCase): readonly Foreign[] {
  const { wanted, role, owned } = one;
  if (role === undefined) return [];
  const keep = wantedArns(one);
  const inline = Object.keys(role.inline).filter(
    (name) =>
      !owned.inline.has(name) && !wanted.inlinePolicies.some((policy) => policy.name === name),
  );
  const attached = role.attached.filter(
    (arn) => !keep.has(arn) && !isOwnAttachment(arn, wanted.name, owned),
  );
  return [
    ...inline.map((item): Foreign => ({ owner: wanted.name, kind: 'inline-policy', item })),
    ...attached.map((item): Foreign => ({ owner: wanted.name, kind: 'attached-policy', item })),
  ];
}

/** Policies that say the same under other Sids. */
export function cosmeticNotes({ wanted, role, found }: RoleCase): readonly Note[] {
  const pairs = [
    ...wanted.inlinePolicies.map(({ name, statements }) => ({
      name: `inline policy ${name}`,
      before: role?.inline[name],
      after: policyDocument(statements),
    })),
    ...wanted.managedPolicies.map(({ name, path, statements }) => ({
      name: `managed policy ${name}`,
      before: found.managedPolicies.get(managedPolicyArn(found, path, name))?.document,
      after: policyDocument(statements),
    })),
  ];
  return pairs
    .filter(
      ({ before, after }) => before && sameDocument(before, after) && !sameSids(before, after),
    )
    .map(({ name }) => ({
      kind: 'cosmetic',
      owner: wanted.name,
      message: `${name} calls its statements otherwise; what it grants is the same.`,
    }));
}

/** The last word of a policy's ARN. */
export function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
