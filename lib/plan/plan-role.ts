import type { DefinedRole } from '../iam/definition.ts';
import { listOf, recordOf, sameDocument } from '../iam/equality.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { Blocked, Change, Findings, Note, RoleValue } from './change.ts';
import type { FoundRole } from './found-account.ts';
import { isOurs, type Owner, ownerOf } from './ownership.ts';
import { planManagedPolicies } from './plan-attachments.ts';
import { cosmeticNotes, foreignPolicies, planInlinePolicies } from './plan-policies.ts';
import { planProfile } from './plan-profile.ts';
import type { RoleCase } from './role-case.ts';
import { dropsDenial, widens } from './widens.ts';

/** Lists the changes that bring one role to its definition. A foreign policy stays as it is. */
export function planRole(one: RoleCase, owner: Owner, adopt: boolean): Findings {
  const { wanted, role } = one;
  const taken = role !== undefined && (adopt || isOurs(role, owner));
  const blocked = role === undefined ? [] : blockers({ wanted, role, taken }, owner);
  const profile = planProfile(one);
  if (blocked.length + profile.blocked.length > 0) {
    return { changes: [], foreign: [], blocked: [...blocked, ...profile.blocked], notes: [] };
  }
  const own = role === undefined ? [createRole(wanted)] : planSettings(wanted, role);
  return {
    changes: [...own, ...planInlinePolicies(one), ...planManagedPolicies(one), ...profile.changes],
    foreign: foreignPolicies(one),
    blocked: [],
    notes: [...deadPrincipals(wanted.name, role), ...cosmeticNotes(one)],
  };
}

/** A role that exists, and whether this repo may change it. */
interface Existing {
  readonly wanted: DefinedRole<FilledString>;
  readonly role: FoundRole;
  readonly taken: boolean;
}

function blockers({ wanted, role, taken }: Existing, owner: Owner): readonly Blocked[] {
  const block = (kind: Blocked['kind'], message: string, hint: string) => [
    { kind, owner: wanted.name, message, hint },
  ];
  if (role.name !== wanted.name) {
    return block(
      'other-case',
      `Role '${role.name}' exists, and IAM takes it for '${wanted.name}' because case does not count.`,
      'Delete that role, or choose another project or environment name.',
    );
  }
  const isElsewhere = role.path !== wanted.path;
  const whose = isOurs(role, owner) ? '' : ` and is not ours: ${ownerOf(role.tags, owner)}`;
  if (isElsewhere && whose !== '') {
    return block(
      'path-change',
      `Role '${role.name}' exists at path ${role.path}, not ${wanted.path}${whose}; IAM cannot move a role.`,
      `Use it as it is${using(wanted, role)}, choose another name${renaming(wanted)}, or its path for all roles: npx generator-ecs-iam --role-path ${role.path}`,
    );
  }
  if (!taken) {
    return block(
      'not-ours',
      `Role '${role.name}' exists${whose}.`,
      `Take it over with --adopt, after plan --adopt has shown the changes, or choose another name${renaming(wanted)}.`,
    );
  }
  if (!isElsewhere) return [];
  return block(
    'path-change',
    `Role '${role.name}' has the path ${role.path} and needs ${wanted.path}, but IAM cannot move a role.`,
    'Run destroy and then apply at a time when no task needs the role, or restore the path.',
  );
}

/** How to use a role that exists. */
function using({ id }: DefinedRole<FilledString>, { arn }: FoundRole): string {
  return id === undefined ? '' : ` (npx generator-ecs-iam --existing-role ${id}=${arn})`;
}

/** How to rename a role that the answers make. */
function renaming({ id }: DefinedRole<FilledString>): string {
  return id === undefined ? '' : ` (npx generator-ecs-iam --role-name ${id}=…)`;
}

/** The role as CreateRole takes it. */
function roleValue(wanted: DefinedRole<FilledString>): RoleValue {
  const { path, description, maxSessionDuration, boundary, tags, trust } = wanted;
  return { path, description, maxSessionDuration, boundary, tags, trust };
}

function createRole(wanted: DefinedRole<FilledString>): Change {
  const { name } = wanted;
  return {
    kind: 'role',
    owner: name,
    item: name,
    widens: true,
    before: undefined,
    after: roleValue(wanted),
  };
}

function planSettings(wanted: DefinedRole<FilledString>, role: FoundRole): readonly Change[] {
  const after = roleValue(wanted);
  const common = { owner: wanted.name, item: wanted.name };
  const changes: Change[] = [];
  if (!sameDocument(role.trust, after.trust)) {
    changes.push({
      ...common,
      kind: 'trust-policy',
      widens: widens(after.trust, [role.trust]) || dropsDenial(after.trust, role.trust),
      before: role.trust,
      after: after.trust,
    });
  }
  const { description, maxSessionDuration, boundary } = after;
  if (role.description !== description || role.maxSessionDuration !== maxSessionDuration) {
    changes.push({
      ...common,
      kind: 'role-settings',
      widens: false,
      before: { description: role.description, maxSessionDuration: role.maxSessionDuration },
      after: { description, maxSessionDuration },
    });
  }
  if (role.boundary !== boundary) {
    changes.push({
      ...common,
      kind: 'boundary',
      // The policy of a boundary is not read, so any other one may allow more.
      widens: role.boundary !== undefined,
      before: role.boundary,
      after: boundary,
    });
  }
  return [...changes, ...planTags(wanted, role)];
}

/** Tags of ours alone: others on the role are somebody else's. */
function planTags(wanted: DefinedRole<FilledString>, role: FoundRole): readonly Change[] {
  const differing = Object.entries(wanted.tags).filter(([key, value]) => role.tags[key] !== value);
  if (differing.length === 0) return [];
  const before = differing.flatMap(([key]) => {
    const value = role.tags[key];
    return value === undefined ? [] : [[key, value]];
  });
  return [
    {
      kind: 'tags',
      owner: wanted.name,
      item: wanted.name,
      widens: false,
      before: Object.fromEntries(before),
      after: Object.fromEntries(differing),
    },
  ];
}

/** IAM shows this ID in place of the ARN of a principal that was deleted. */
const UNIQUE_ID = /^(AIDA|AROA)[A-Z0-9]+$/;

function deadPrincipals(owner: string, role: FoundRole | undefined): readonly Note[] {
  const statements = listOf(recordOf(role?.trust).Statement).map(recordOf);
  const ids = statements
    .flatMap(({ Principal }) => listOf(recordOf(Principal).AWS).map(String))
    .filter((value) => UNIQUE_ID.test(value));
  return ids.map((id) => ({
    kind: 'dead-principal',
    owner,
    message: `The trust policy names ${id}: the ${id.startsWith('AROA') ? 'role' : 'user'} with this ID was deleted. Apply writes the ARN again.`,
  }));
}
