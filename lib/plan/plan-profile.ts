import type { RoleCase } from './plan-policies.ts';
import type { Blocked, Change, Findings } from './types.ts';

/** The instance profile that holds a role: known by its name and path, holds one role. */
export function planProfile({ wanted, found }: RoleCase): Pick<Findings, 'changes' | 'blocked'> {
  const name = wanted.instanceProfile;
  if (name === undefined) return { changes: [], blocked: [] };
  const { path } = wanted.settings;
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
      message: `Instance profile '${profile.name}' holds another role, '${other}', and has room for one.`,
      hint: 'Take that role out of it, or choose another project or environment name.',
    };
  }
  if (profile.path === path) return undefined;
  return {
    kind: 'path-change',
    message: `Instance profile '${profile.name}' has the path ${profile.path} and shall have ${path}: IAM cannot move it.`,
    hint: 'Delete the profile at a time when no instance needs it, then apply.',
  };
}
