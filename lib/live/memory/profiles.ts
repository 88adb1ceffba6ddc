import type { InstanceProfile } from '@aws-sdk/client-iam';
import { LIMITS } from '../../iam/limits.ts';
import { checkName, checkPath, findRole } from './checks.ts';
import {
  alreadyExists,
  deleteConflict,
  type Handlers,
  limitExceeded,
  noSuchEntity,
  pageOf,
} from './handlers.ts';
import { listedRole } from './roles.ts';
import { type MemoryState, nextId, type StoredProfile } from './state.ts';

/** Instance profiles: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const profileHandlers: Handlers<
  | 'GetInstanceProfile'
  | 'ListInstanceProfilesForRole'
  | 'CreateInstanceProfile'
  | 'AddRoleToInstanceProfile'
  | 'RemoveRoleFromInstanceProfile'
  | 'DeleteInstanceProfile'
> = {
  GetInstanceProfile: (state, { InstanceProfileName }) => ({
    InstanceProfile: shownProfile(state, findProfile(state, InstanceProfileName)),
  }),
  ListInstanceProfilesForRole: (state, input) => {
    const role = findRole(state, input.RoleName);
    const { items, ...page } = pageOf(profilesOf(state, role.name), input);
    return { InstanceProfiles: items, ...page };
  },
  CreateInstanceProfile: (state, { InstanceProfileName, Path }) => {
    const name = checkName(InstanceProfileName, 'instanceProfileName', LIMITS.instanceProfileName);
    if (state.profiles[name.toLowerCase()]) throw alreadyExists(`Instance Profile ${name}`);
    const profile = { name, path: checkPath(Path), id: nextId(state, 'AIPA'), roles: [] };
    state.profiles[name.toLowerCase()] = profile;
    return { InstanceProfile: shownProfile(state, profile) };
  },
  AddRoleToInstanceProfile: (state, { InstanceProfileName, RoleName }) => {
    const profile = findProfile(state, InstanceProfileName);
    const role = findRole(state, RoleName);
    if (profile.roles.length > 0) {
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    }
    profile.roles = [role.name];
    return {};
  },
  RemoveRoleFromInstanceProfile: (state, { InstanceProfileName, RoleName }) => {
    const profile = findProfile(state, InstanceProfileName);
    if (!profile.roles.includes(RoleName ?? '')) {
      throw noSuchEntity(`Role ${RoleName} in instance profile ${profile.name}`);
    }
    profile.roles = [];
    return {};
  },
  DeleteInstanceProfile: (state, { InstanceProfileName }) => {
    const profile = findProfile(state, InstanceProfileName);
    if (profile.roles.length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    delete state.profiles[profile.name.toLowerCase()];
    return {};
  },
};

/** The profiles that hold a role, as the API shows them. */
export function profilesOf(state: MemoryState, role: string): readonly InstanceProfile[] {
  return Object.values(state.profiles)
    .filter(({ roles }) => roles.includes(role))
    .map((profile) => shownProfile(state, profile));
}

function findProfile(state: MemoryState, name: string | undefined): StoredProfile {
  const profile = state.profiles[(name ?? '').toLowerCase()];
  if (profile === undefined) throw noSuchEntity(`Instance Profile ${name}`);
  return profile;
}

function shownProfile(state: MemoryState, profile: StoredProfile): InstanceProfile {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: `arn:${state.partition}:iam::${state.account}:instance-profile${profile.path}${profile.name}`,
    CreateDate: new Date(0),
    Roles: profile.roles.map((name) => listedRole(state, findRole(state, name))),
  };
}
