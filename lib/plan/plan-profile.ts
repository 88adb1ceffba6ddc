import type { FilledDefinition } from '../iam/definition.ts';
import type { Blocked, Change, Findings } from './change.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import type { RoleCase } from './role-case.ts';

/** Changes of the instance profile that holds a role; ours has the defined name and path. */
export function planProfile({ wanted, found }: RoleCase): Pick<Findings, 'changes' | 'blocked'> {
  const name = wanted.instanceProfile;
  if (name === undefined) return { changes: [], blocked: [] };
  const { path } = wanted;
  const profile = found.profiles.get(name.toLowerCase());
  const join: Change = {
    kind: 'profile-role',
    owner: wanted.name,
    item: name,
    widens: true,
    before: undefined,
    after: wanted.name,
  };
  if (profile === undefined)
    return { changes: [createProfile(wanted.name, name, path), join], blocked: [] };
  const fault = profileFault(profile, path, wanted.name);
  if (fault !== undefined) return { changes: [], blocked: [{ ...fault, owner: wanted.name }] };
  return { changes: profile.roles.includes(wanted.name) ? [] : [join], blocked: [] };
}

function createProfile(owner: string, item: string, path: string): Change {
  return {
    kind: 'instance-profile',
    owner,
    item,
    widens: false,
    before: undefined,
    after: path,
  };
}

function profileFault(
  profile: { readonly name: string; readonly path: string; readonly roles: readonly string[] },
  path: string,
  role: string,
): Omit<Blocked, 'owner'> | undefined {
  const other = profile.roles.find((one) => one !== role);
  if (other !== undefined) {
    return {
      kind: 'foreign-profile',
      message: `Instance profile '${profile.name}' holds another role, '${other}', and cannot hold two.`,
      hint: 'Remove that role from it, or choose another project or environment name.',
    };
  }
  if (profile.path === path) return undefined;
  return {
    kind: 'path-change',
    message: `Instance profile '${profile.name}' has the path ${profile.path} and needs ${path}, but IAM cannot move it.`,
    hint: 'Delete the profile at a time when no instance needs it, then apply.',
  };
}

/** Removes a role from every profile; deletes the one of our name and the role's path. */
export function removeProfiles(
  role: FoundRole,
  profile: string,
  found: FoundAccount,
): readonly Change[] {
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

/** Deletes defined profiles whose role is gone, because an earlier destroy stopped there. */
export function emptyProfiles({ roles }: FilledDefinition, found: FoundAccount): readonly Change[] {
  return roles.flatMap((role): readonly Change[] => {
    if (found.roles.get(role.name.toLowerCase())) return [];
    const profile = role.instanceProfile && found.profiles.get(role.instanceProfile.toLowerCase());
    if (!profile || profile.roles.length > 0 || profile.path !== role.path) return [];
    return [
      {
        kind: 'instance-profile',
        owner: role.name,
        item: profile.name,
        widens: false,
        before: profile.path,
        after: undefined,
      },
    ];
  });
}
