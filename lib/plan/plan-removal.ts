import type { DefinedRole } from '../iam/definition.ts';
import type { JsonDocument } from '../iam/document.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { Change, Findings } from './change.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import { isOurs, isOwnAttachment, isOwnPolicy, type OwnedNames, type Owner } from './ownership.ts';
import { deleteOwnPolicy, detachment } from './plan-attachments.ts';
import { removeProfiles } from './plan-profile.ts';
import { madePolicies, wantedArns } from './role-case.ts';

/** A role of ours to delete with all that belongs to it. */
interface RemovalCase {
  readonly role: FoundRole;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
  /** Absent for a role that is no longer defined. */
  readonly wanted?: DefinedRole<FilledString>;
}

/**
 * Lists the changes that delete one role of ours: its profiles, its policies, the role, then our
 * managed policies. A foreign inline policy would be lost with the role, so it blocks.
 */
export function planRemoval({ role, found, owned, wanted }: RemovalCase): Findings {
  const foreign = Object.keys(role.inline).filter(
    (name) => !owned.inline.has(name) && !Object.hasOwn(wanted?.inlinePolicies ?? {}, name),
  );
  if (foreign.length > 0) return blockedBy(role.name, foreign);
  const made = new Set(wanted && madePolicies(wanted, found));
  const attached = new Set(wanted && wantedArns(wanted, found));
  return {
    changes: [
      ...removeProfiles(role, wanted?.instanceProfile ?? role.name, found),
      ...role.attached.map((arn) => detachment(role.name, arn)),
      ...Object.entries(role.inline).map(([name, before]) => deleteInline(role.name, name, before)),
      deleteRole(role),
      ...role.attached
        .filter((arn) => made.has(arn) || isOwnPolicy(arn, role.name, owned))
        .flatMap((arn) => deleteOwnPolicy(found, role.name, { arn, holders: 1 })),
    ],
    foreign: [],
    blocked: [],
    notes: role.attached
      .filter((arn) => !attached.has(arn) && !isOwnAttachment(arn, role.name, owned))
      .map((arn) => ({
        kind: 'stays',
        owner: role.name,
        message: `Policy ${arn} is not ours: it is detached and stays.`,
      })),
  };
}

function blockedBy(owner: string, names: readonly string[]): Findings {
  const list = names.map((name) => `'${name}'`).join(', ');
  return {
    changes: [],
    foreign: names.map((item) => ({ owner, kind: 'inline-policy', item })),
    blocked: [
      {
        kind: 'foreign-policy',
        owner,
        message: `Role '${owner}' stays, because its inline policy ${list} is not ours and would be lost with it.`,
        hint: 'Save and delete that policy, then run destroy again.',
      },
    ],
    notes: [],
  };
}

function deleteInline(owner: string, item: string, before: JsonDocument): Change {
  return { kind: 'inline-policy', owner, item, widens: false, before, after: undefined };
}

function deleteRole(role: FoundRole): Change {
  const { path, description, maxSessionDuration, boundary, tags, trust } = role;
  return {
    kind: 'role',
    owner: role.name,
    item: role.name,
    widens: false,
    before: { path, description, maxSessionDuration, boundary, tags, trust },
    after: undefined,
  };
}

/** The roles with these names that are ours by their tags. */
export function ourRoles(
  found: FoundAccount,
  names: Iterable<string>,
  owner: Owner,
): readonly FoundRole[] {
  return [...names].flatMap((name) => {
    const role = found.roles.get(name.toLowerCase());
    return role && isOurs(role, owner) ? [role] : [];
  });
}
