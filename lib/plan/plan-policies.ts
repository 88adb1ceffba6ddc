import type { JsonDocument } from '../iam/document.ts';
import { sameDocument, sameSids } from '../iam/equality.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Change, Foreign, Note } from './change.ts';
import { isOwnAttachment } from './ownership.ts';
import { heldDocuments, type RoleCase, wantedArns } from './role-case.ts';
import { dropsDenial, widens } from './widens.ts';

const NOTHING: JsonDocument = { Version: '2012-10-17', Statement: [] };

/** Inline policies to put, and those of ours to delete. */
export function planInlinePolicies(one: RoleCase): readonly Change[] {
  const { wanted, role, owned } = one;
  const held = heldDocuments(one);
  const puts = Object.entries(wanted.inlinePolicies).flatMap(([name, after]): readonly Change[] => {
    const before = role?.inline[name];
    if (before !== undefined && sameDocument(before, after)) return [];
    const wider = widens(after, held) || (before !== undefined && dropsDenial(after, before));
    return [inlineChange(wanted.name, name, { before, after, widens: wider })];
  });
  const gone = Object.entries(role?.inline ?? {}).filter(
    ([name]) => owned.inline.has(name) && !Object.hasOwn(wanted.inlinePolicies, name),
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

/** Policies on the role that are neither defined nor ours. */
export function foreignPolicies(one: RoleCase): readonly Foreign[] {
  const { wanted, role, owned } = one;
  if (role === undefined) return [];
  const keep = wantedArns(wanted, one.found);
  const inline = Object.keys(role.inline).filter(
    (name) => !owned.inline.has(name) && !Object.hasOwn(wanted.inlinePolicies, name),
  );
  const attached = role.attached.filter(
    (arn) => !keep.has(arn) && !isOwnAttachment(arn, wanted.name, owned),
  );
  return [
    ...inline.map((item): Foreign => ({ owner: wanted.name, kind: 'inline-policy', item })),
    ...attached.map((item): Foreign => ({ owner: wanted.name, kind: 'attached-policy', item })),
  ];
}

/** Policies that grant the same and whose statements have other Sids. */
export function cosmeticNotes({ wanted, role, found }: RoleCase): readonly Note[] {
  const pairs = [
    ...Object.entries(wanted.inlinePolicies).map(([name, after]) => ({
      name: `Inline policy ${name}`,
      before: role?.inline[name],
      after,
    })),
    ...wanted.managedPolicies.map(({ name, path, document }) => ({
      name: `Managed policy ${name}`,
      before: found.managedPolicies.get(managedPolicyArn(found, path, name))?.document,
      after: document,
    })),
  ];
  return pairs
    .filter(
      ({ before, after }) => before && sameDocument(before, after) && !sameSids(before, after),
    )
    .map(({ name }) => ({
      kind: 'cosmetic',
      owner: wanted.name,
      message: `${name} grants what is defined, but its statements have other Sids.`,
    }));
}
