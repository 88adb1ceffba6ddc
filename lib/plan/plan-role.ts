import type { DefinedRole } from '../iam/definition.ts';
import { listOf, recordOf, sameDocument } from '../iam/equality.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { Blocked, Change, Findings, Note, RoleValue } from './change.ts';
import type { FoundRole } from './found-account.ts';
import { isOurs, ownerOf } from './ownership.ts';
import { planManagedPolicies } from './plan-attachments.ts';
import { cosmeticNotes, foreignPolicies, planInlinePolicies } from './plan-policies.ts';
import { planProfile } from './plan-profile.ts';
import type { RoleCase } from './role-case.ts';
import { dropsDenial, widens } from './widens.ts';

/** To whom a role belongs, and whether one without our tags is taken over. */
interface Ownership {
  readonly project: string;
  readonly environment: string;
  readonly adopt: boolean;
}

/** Lists the changes that bring one role to its definition. A foreign policy stays as it is. */
export function planRole(one: RoleCase, ownership: Ownership): Findings {
  const { wanted, role } = one;
  const blocked = role === undefined ? [] : blockers(wanted, role, ownership);
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

function blockers(
  wanted: DefinedRole<FilledString>,
  role: FoundRole,
  { project, environment, adopt }: Ownership,
): readonly Blocked[] {
  if (role.name !== wanted.name) {
    return [
      {
        kind: 'other-case',
        owner: wanted.name,
        message: `Role '${role.name}' exists, and IAM takes it for '${wanted.name}' because case does not count.`,
        hint: 'Delete that role, or choose another project or environment name.',
      },
    ];
  }
  if (!adopt && !isOurs(role, project, environment)) {
    return [
      {
        kind: 'not-ours',
        owner: wanted.name,
        message: `Role '${role.name}' exists and is not ours: ${ownerOf(role.tags)}.`,
        hint: 'Take it over with --adopt, after plan --adopt has shown the changes, or choose another name.',
      },
    ];
  }
  if (role.path === wanted.path) return [];
  return [
    {
      kind: 'path-change',
      owner: wanted.name,
      message: `Role '${role.name}' has the path ${role.path} and shall have ${wanted.path}, but IAM cannot move a role.`,
      hint: 'Run destroy and then apply at a time when no task needs the role, or restore the path.',
    },
  ];
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
