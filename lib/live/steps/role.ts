import { UserError } from '../../errors.ts';
import type { Change, ChangeKind, RoleValue } from '../../plan/change.ts';
import type { Tags } from '../../plan/found-account.ts';
import type { AccountPort } from '../port.ts';
import { tagsOf } from '../read-role.ts';
import { isCode, orAbsent } from '../responses.ts';

/** A change of one kind. */
export type ChangeFor<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

/** Creates or deletes a role. One that an attempt whose response was lost created counts as created. */
export async function doRole(port: AccountPort, change: ChangeFor<'role'>): Promise<void> {
  const { item, after } = change;
  if (after === undefined) {
    await orAbsent(port.call('DeleteRole', { RoleName: item }));
    return;
  }
  try {
    await port.call('CreateRole', createInput(item, after));
  } catch (error) {
    if (!isCode(error, 'EntityAlreadyExists')) throw error;
    await checkCreated(port, item, after, error);
  }
}

function createInput(RoleName: string, { trust, boundary, tags, ...value }: RoleValue) {
  return {
    RoleName,
    Path: value.path,
    AssumeRolePolicyDocument: JSON.stringify(trust),
    ...(value.description !== '' && { Description: value.description }),
    MaxSessionDuration: value.maxSessionDuration,
    ...(boundary !== undefined && { PermissionsBoundary: boundary }),
    Tags: tagList(tags),
  };
}

/** The plan found no role: one that exists now with our tags is from a lost response. */
async function checkCreated(
  port: AccountPort,
  name: string,
  { tags, path }: RoleValue,
  cause: unknown,
): Promise<void> {
  const found = await port.call('GetRole', { RoleName: name });
  if (found.Role?.Path === path && hasTags(tagsOf(found.Role.Tags), tags)) return;
  throw new UserError(
    'RoleNotOurs',
    `Role '${name}' was created by somebody else since the plan was made.`,
    'Run plan again to see whose it is.',
    { cause },
  );
}

/** True when every wanted tag is among those found. */
export function hasTags(found: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => found[key] === value);
}

/** Sets description and session duration. */
export async function doSettings(
  port: AccountPort,
  { item, after }: ChangeFor<'role-settings'>,
): Promise<void> {
  if (after === undefined) return;
  await port.call('UpdateRole', {
    RoleName: item,
    Description: after.description,
    MaxSessionDuration: after.maxSessionDuration,
  });
}

/** Replaces the trust policy. */
export async function doTrust(
  port: AccountPort,
  { item, after }: ChangeFor<'trust-policy'>,
): Promise<void> {
  if (after === undefined) return;
  await port.call('UpdateAssumeRolePolicy', {
    RoleName: item,
    PolicyDocument: JSON.stringify(after),
  });
}

/** Sets or removes the permissions boundary. */
export async function doBoundary(
  port: AccountPort,
  { item, after }: ChangeFor<'boundary'>,
): Promise<void> {
  if (after === undefined) {
    await orAbsent(port.call('DeleteRolePermissionsBoundary', { RoleName: item }));
  } else {
    await port.call('PutRolePermissionsBoundary', { RoleName: item, PermissionsBoundary: after });
  }
}

/** Sets our tags, and removes those that only the old state had. */
export async function doTags(
  port: AccountPort,
  { item, before, after }: ChangeFor<'tags'>,
): Promise<void> {
  const set = tagList(after ?? {});
  const gone = Object.keys(before ?? {}).filter((key) => after?.[key] === undefined);
  if (set.length > 0) await port.call('TagRole', { RoleName: item, Tags: set });
  if (gone.length > 0) await port.call('UntagRole', { RoleName: item, TagKeys: gone });
}

function tagList(tags: Tags) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Creates or deletes an instance profile. */
export async function doProfile(
  port: AccountPort,
  { item, after }: ChangeFor<'instance-profile'>,
): Promise<void> {
  if (after === undefined) {
    await orAbsent(port.call('DeleteInstanceProfile', { InstanceProfileName: item }));
    return;
  }
  try {
    await port.call('CreateInstanceProfile', { InstanceProfileName: item, Path: after });
  } catch (error) {
    if (!isCode(error, 'EntityAlreadyExists')) throw error;
  }
}

/** Adds the role to its instance profile, or removes it. */
export async function doMembership(
  port: AccountPort,
  { owner, item, after }: ChangeFor<'profile-role'>,
): Promise<void> {
  const names = { InstanceProfileName: item, RoleName: owner };
  if (after === undefined) {
    await orAbsent(port.call('RemoveRoleFromInstanceProfile', names));
    return;
  }
  try {
    await port.call('AddRoleToInstanceProfile', names);
  } catch (error) {
    if (!isCode(error, 'LimitExceeded')) throw error;
    const found = await port.call('GetInstanceProfile', { InstanceProfileName: item });
    if (!found.InstanceProfile?.Roles?.some(({ RoleName }) => RoleName === owner)) throw error;
  }
}
