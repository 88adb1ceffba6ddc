import type { AccountPort } from '../port.ts';
import { isCode, orAbsent } from '../service-error.ts';
import type { ChangeFor } from './role.ts';

/** Makes or deletes an instance profile. */
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

/** Puts the role into its instance profile, or takes it out. */
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
