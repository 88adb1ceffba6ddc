import type { Role, Tag } from '@aws-sdk/client-iam';
import type { FoundManagedPolicy, FoundProfile, FoundRole, Tags } from '../plan/found-account.ts';
import type { AccountPort } from './port.ts';
import { allItems, decodeDocument, orAbsent } from './responses.ts';

/** Reads one role with its policies, or undefined when there is no such role. */
export async function readRole(
  port: AccountPort,
  name: string,
  withProfiles: boolean,
): Promise<FoundRole | undefined> {
  const found = await orAbsent(port.call('GetRole', { RoleName: name }));
  if (found?.Role === undefined) return undefined;
  const [inline, attached, profiles] = await Promise.all([
    readInline(port, name),
    readAttached(port, name),
    withProfiles ? readProfileNames(port, name) : [],
  ]);
  return { ...roleOf(found.Role), inline, attached, profiles };
}

/** A role without its policies, as GetRole returns it. */
function roleOf(role: Role): Omit<FoundRole, 'inline' | 'attached' | 'profiles'> {
  return {
    name: role.RoleName ?? '',
    arn: role.Arn ?? '',
    path: role.Path ?? '/',
    description: role.Description ?? '',
    maxSessionDuration: role.MaxSessionDuration ?? 3600,
    boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: tagsOf(role.Tags),
    trust: decodeDocument(role.AssumeRolePolicyDocument),
  };
}

/** Tags without those that AWS sets, such as CloudFormation's. */
export function tagsOf(tags: readonly Tag[] | undefined): Tags {
  return Object.fromEntries(
    (tags ?? [])
      .filter(({ Key = '' }) => !Key.startsWith('aws:'))
      .map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

async function readInline(port: AccountPort, RoleName: string): Promise<FoundRole['inline']> {
  const names = await allItems(
    (marker) => port.call('ListRolePolicies', { RoleName, ...marker }),
    (page) => page.PolicyNames,
  );
  const entries = await Promise.all(
    names.map(async (PolicyName) => {
      const policy = await orAbsent(port.call('GetRolePolicy', { RoleName, PolicyName }));
      return policy === undefined
        ? []
        : [[PolicyName, decodeDocument(policy.PolicyDocument)] as const];
    }),
  );
  return Object.fromEntries(entries.flat());
}

async function readAttached(port: AccountPort, RoleName: string): Promise<readonly string[]> {
  const policies = await allItems(
    (marker) => port.call('ListAttachedRolePolicies', { RoleName, ...marker }),
    (page) => page.AttachedPolicies,
  );
  return policies.map(({ PolicyArn = '' }) => PolicyArn);
}

async function readProfileNames(port: AccountPort, RoleName: string): Promise<readonly string[]> {
  const profiles = await allItems(
    (marker) => port.call('ListInstanceProfilesForRole', { RoleName, ...marker }),
    (page) => page.InstanceProfiles,
  );
  return profiles.map(({ InstanceProfileName = '' }) => InstanceProfileName);
}

/** Reads a customer-managed policy's default version, or undefined when there is no such policy. */
export async function readManagedPolicy(
  port: AccountPort,
  arn: string,
): Promise<FoundManagedPolicy | undefined> {
  const found = await orAbsent(port.call('GetPolicy', { PolicyArn: arn }));
  const version = found?.Policy?.DefaultVersionId;
  if (version === undefined) return undefined;
  const { PolicyVersion } = await port.call('GetPolicyVersion', {
    PolicyArn: arn,
    VersionId: version,
  });
  return {
    arn,
    document: decodeDocument(PolicyVersion?.Document),
    attachments: found?.Policy?.AttachmentCount ?? 0,
  };
}

/** Reads an instance profile, or undefined when there is no such profile. */
export async function readProfile(
  port: AccountPort,
  name: string,
): Promise<FoundProfile | undefined> {
  const found = await orAbsent(port.call('GetInstanceProfile', { InstanceProfileName: name }));
  if (found?.InstanceProfile === undefined) return undefined;
  const { InstanceProfileName = name, Path = '/', Roles = [] } = found.InstanceProfile;
  return {
    name: InstanceProfileName,
    path: Path,
    roles: Roles.map(({ RoleName = '' }) => RoleName),
  };
}
