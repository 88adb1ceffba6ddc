import type { Role, Tag } from '@aws-sdk/client-iam';
import { LIMITS } from '../../iam/limits.ts';
import {
  checkName,
  checkPath,
  checkTrust,
  encoded,
  findOwnRole,
  findRole,
  roleArn,
  shownTrust,
} from './checks.ts';
import {
  alreadyExists,
  deleteConflict,
  type Handlers,
  limitExceeded,
  pageOf,
  validationError,
} from './handlers.ts';
import { checkAttachable } from './managed-policies.ts';
import { type MemoryState, nextId, type StoredRole } from './state.ts';

/** Roles: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html and its neighbours. */
export const roleHandlers: Handlers<
  | 'GetRole'
  | 'ListRoles'
  | 'CreateRole'
  | 'UpdateRole'
  | 'DeleteRole'
  | 'UpdateAssumeRolePolicy'
  | 'TagRole'
  | 'UntagRole'
  | 'PutRolePermissionsBoundary'
  | 'DeleteRolePermissionsBoundary'
> = {
  GetRole: (state, { RoleName }) => {
    const role = findRole(state, RoleName);
    return { Role: { ...listedRole(state, role), ...shownTags(role), ...shownBoundary(role) } };
  },
  ListRoles: (state, input) => {
    const roles = Object.values(state.roles)
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...page } = pageOf(roles, input);
    return { Roles: items.map((role) => listedRole(state, role)), ...page };
  },
  CreateRole: (state, input) => {
    const name = checkName(input.RoleName, 'roleName', LIMITS.roleName);
    if (state.roles[name.toLowerCase()]) throw alreadyExists(`Role with name ${name}`);
    const tags = checkTags(input.Tags);
    if (input.PermissionsBoundary) checkAttachable(state, input.PermissionsBoundary);
    const role: StoredRole = {
      name,
      path: checkPath(input.Path),
      id: '',
      created: new Date().toISOString(),
      description: checkDescription(input.Description),
      maxSessionDuration: checkDuration(input.MaxSessionDuration),
      ...(input.PermissionsBoundary && { boundary: input.PermissionsBoundary }),
      tags,
      trust: checkTrust(state, input.AssumeRolePolicyDocument),
      inline: {},
      attached: [],
    };
    const stored = { ...role, id: nextId(state, 'AROA') };
    state.roles[name.toLowerCase()] = stored;
    return { Role: { ...listedRole(state, stored), ...shownTags(stored) } };
  },
  UpdateRole: (state, { RoleName, Description, MaxSessionDuration }) => {
    const role = findOwnRole(state, RoleName);
    if (MaxSessionDuration !== undefined)
      role.maxSessionDuration = checkDuration(MaxSessionDuration);
    if (Description !== undefined) role.description = checkDescription(Description);
    return {};
  },
  DeleteRole: (state, { RoleName }) => {
    const role = findOwnRole(state, RoleName);
    if (Object.values(state.profiles).some(({ roles }) => roles.includes(role.name))) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    if (role.attached.length > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (Object.keys(role.inline).length > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    delete state.roles[role.name.toLowerCase()];
    return {};
  },
  UpdateAssumeRolePolicy: (state, { RoleName, PolicyDocument }) => {
    const role = findOwnRole(state, RoleName);
    role.trust = checkTrust(state, PolicyDocument);
    return {};
  },
  TagRole: (state, { RoleName, Tags }) => {
    const role = findOwnRole(state, RoleName);
    const added = checkTags(Tags);
    if (Object.keys({ ...role.tags, ...added }).length > LIMITS.tags) throw tooManyTags();
    Object.assign(role.tags, added);
    return {};
  },
  UntagRole: (state, { RoleName, TagKeys }) => {
    const role = findOwnRole(state, RoleName);
    for (const key of TagKeys ?? []) delete role.tags[key];
    return {};
  },
  PutRolePermissionsBoundary: (state, { RoleName, PermissionsBoundary }) => {
    const role = findOwnRole(state, RoleName);
    checkAttachable(state, PermissionsBoundary);
    if (PermissionsBoundary !== undefined) role.boundary = PermissionsBoundary;
    return {};
  },
  DeleteRolePermissionsBoundary: (state, { RoleName }) => {
    delete findOwnRole(state, RoleName).boundary;
    return {};
  },
};

/** ListRoles leaves out tags and boundary, which GetRole has (API reference, ListRoles). */
export function listedRole(state: MemoryState, role: StoredRole): Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(state, role),
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encoded(shownTrust(state, role)),
    ...(role.description !== '' && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
  };
}

/** Tags as the API lists them; no member without any. */
export function shownTags({ tags }: StoredRole): { Tags?: Tag[] } {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return list.length > 0 ? { Tags: list } : {};
}

/** The boundary as the API shows it; no member without one. */
export function shownBoundary({ boundary }: StoredRole): Pick<Role, 'PermissionsBoundary'> {
  if (boundary === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: boundary,
    },
  };
}

function checkTags(tags: readonly Tag[] | undefined): Record<string, string> {
  const list = tags ?? [];
  if (list.length > LIMITS.tags) throw tooManyTags();
  for (const { Key = '', Value = '' } of list) {
    const fits = Key.length >= 1 && Key.length <= LIMITS.tagKey && Value.length <= LIMITS.tagValue;
    if (!fits || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(Key + Value) || /^aws:/i.test(Key)) {
      throw validationError(`The tag '${Key}' is not one that IAM takes.`);
    }
  }
  const keys = list.map(({ Key = '' }) => Key.toLowerCase());
  if (new Set(keys).size !== keys.length) throw validationError('Duplicate tag keys found.');
  return Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function tooManyTags() {
  return limitExceeded(`Cannot exceed quota for TagsPerRole: ${LIMITS.tags}`);
}

function checkDescription(text: string | undefined): string {
  const description = text ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern of the API reference.
  const taken = /^[\u0009\u000a\u000d\u0020-\u007e\u00a1-\u00ff]*$/;
  if (description.length > LIMITS.description || !taken.test(description)) {
    throw validationError('The description is not one that IAM takes.');
  }
  return description;
}

function checkDuration(seconds: number | undefined): number {
  const duration = seconds ?? LIMITS.sessionDurationLeast;
  if (duration < LIMITS.sessionDurationLeast || duration > LIMITS.sessionDurationMost) {
    throw validationError(`MaxSessionDuration ${duration} is not between 3600 and 43200.`);
  }
  return duration;
}
