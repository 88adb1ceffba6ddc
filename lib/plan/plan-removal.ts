import { isOurs, isOwnAttachment, ownPolicyName } from './ownership.ts';
import { deleteOwnPolicy, detachment, policyName } from './plan-policies.ts';
import type { Change, Findings, FoundAccount, FoundRole, OwnedNames, OwnPolicy } from './types.ts';

/** A role to delete with all that belongs to it. */
export interface RemovalCase {
  readonly role: FoundRole;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
  /** The catalogue's name for the role's instance profile. */
  readonly profile: string;
}

/**
 * Lists the steps that delete one role of ours: out of its profiles, policies off, the role, our
 * managed policies. A foreign inline policy would be lost, so it blocks.
 */
export function planRemoval(one: RemovalCase): Findings {
  const { role, found, owned } = one;
  const foreign = Object.keys(role.inline).filter((name) => !owned.inline.has(name));
  if (foreign.length > 0) return blockedBy(role.name, foreign);
  const unknownEnvironments = role.attached.filter(
    (arn) => !isOwnAttachment(arn, role.name, owned),
  );
  return {
    changes: [
      ...removeProfiles(one),
      ...role.attached.map((arn) => detachment(role.name, arn)),
      ...Object.entries(role.inline).map(
        ([item, before]): Change => ({
          kind: 'inline-policy',
          owner: role.name,
          item,
          widens: false,
          before,
          after: undefined,
        }),
      ),
      deleteRole(role),
      ...role.attached
        .filter((arn) => ownPolicyName(arn, role.name, owned) !== undefined)
        .flatMap((arn) => deleteOwnPolicy(found, role.name, { arn, holders: 1 })),
    ],
    foreign: [],
    blocked: [],
    notes: unknownEnvironments.map((arn) => ({
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
        message: `Role '${owner}' stays: it holds an inline policy that is not ours (${list}), which would be lost with it.`,
        hint: 'Save and delete that policy, then run destroy again.',
      },
    ],
    notes: [],
  };
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

/** Out of every profile that holds it; the one of the catalogue's name and the role's path is ours. */
function removeProfiles({ role, found, profile }: RemovalCase): readonly Change[] {
  const own = found.profiles.get(profile.toLowerCase());
  const isOwn =
    own !== undefined && own.path === role.path && own.roles.every((one) => one === role.name);
  const holding = new Set([
    ...role.profiles,
    ...(own?.roles.includes(role.name) ? [own.name] : []),
  ]);
  const common = { owner: role.name, widens: false, after: undefined };
  const leave = [...holding].map(
    (item): Change => ({ ...common, kind: 'profile-role', item, before: role.name }),
  );
  if (!isOwn) return leave;
  return [...leave, { ...common, kind: 'instance-profile', item: own.name, before: own.path }];
}

/** Deletes policies of ours that no role has, unless a change does so already. */
export function planOrphans(
  found: FoundAccount,
  policies: readonly OwnPolicy[],
  planned: readonly Change[],
): readonly Change[] {
  const known = new Set(
    planned.filter(({ kind }) => kind === 'managed-policy').map(({ item }) => item),
  );
  const orphans = policies.filter(({ arn }) => !known.has(policyName(arn)));
  return unique(orphans).flatMap(({ owner, arn }) =>
    deleteOwnPolicy(found, owner, { arn, holders: 0 }),
  );
}

function unique(policies: readonly OwnPolicy[]): readonly OwnPolicy[] {
  return [...new Map(policies.map((policy) => [policy.arn, policy])).values()];
}

/** Roles of ours among the catalogue's names that are not wanted. */
export function leftovers(
  found: FoundAccount,
  names: Iterable<string>,
  owner: { readonly project: string; readonly environment: string },
): readonly FoundRole[] {
  return [...names].flatMap((name) => {
    const role = found.roles.get(name.toLowerCase());
    return role && isOurs(role, owner.project, owner.environment) ? [role] : [];
  });
}
