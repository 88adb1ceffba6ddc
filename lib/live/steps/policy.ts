import type { JsonDocument } from '../../iam/document.ts';
import { managedPolicyArn } from '../../iam/managed-policy.ts';
import type { ManagedPolicyValue } from '../../plan/change.ts';
import type { AccountPort } from '../port.ts';
import { allItems, isCode, orAbsent } from '../responses.ts';
import type { ChangeFor } from './role.ts';

/** The account in which steps are done. */
export interface Place {
  readonly account: string;
  readonly partition: string;
}

/** Puts or deletes an inline policy. */
export async function doInline(
  port: AccountPort,
  { owner, item, after }: ChangeFor<'inline-policy'>,
): Promise<void> {
  const names = { RoleName: owner, PolicyName: item };
  if (after === undefined) await orAbsent(port.call('DeleteRolePolicy', names));
  else await port.call('PutRolePolicy', { ...names, PolicyDocument: JSON.stringify(after) });
}

/** Attaches or detaches a managed policy. */
export async function doAttachment(
  port: AccountPort,
  { owner, before, after }: ChangeFor<'attached-policy'>,
): Promise<void> {
  if (after !== undefined) {
    await port.call('AttachRolePolicy', { RoleName: owner, PolicyArn: after });
  } else if (before !== undefined) {
    await orAbsent(port.call('DetachRolePolicy', { RoleName: owner, PolicyArn: before }));
  }
}

/** Creates, updates or deletes a customer-managed policy. */
export async function doManagedPolicy(
  port: AccountPort,
  { item, before, after }: ChangeFor<'managed-policy'>,
  place: Place,
): Promise<void> {
  const arn = managedPolicyArn(place, (after ?? before)?.path ?? '/', item);
  if (after === undefined) await deletePolicy(port, arn);
  else if (before === undefined) await createPolicy(port, item, arn, after);
  else await updatePolicy(port, arn, after.document);
}

async function createPolicy(
  port: AccountPort,
  name: string,
  arn: string,
  { path, document }: ManagedPolicyValue,
): Promise<void> {
  try {
    await port.call('CreatePolicy', {
      PolicyName: name,
      Path: path,
      PolicyDocument: JSON.stringify(document),
    });
  } catch (error) {
    if (!isCode(error, 'EntityAlreadyExists')) throw error;
    // At the same path it is ours, from an attempt whose response was lost.
    if ((await orAbsent(port.call('GetPolicy', { PolicyArn: arn }))) === undefined) throw error;
    await updatePolicy(port, arn, document);
  }
}

async function updatePolicy(
  port: AccountPort,
  PolicyArn: string,
  document: JsonDocument,
): Promise<void> {
  const spare = await spareVersions(port, PolicyArn);
  const oldest = spare.at(-1);
  if (oldest !== undefined && spare.length + 1 >= VERSIONS) {
    await orAbsent(port.call('DeletePolicyVersion', { PolicyArn, VersionId: oldest }));
  }
  await port.call('CreatePolicyVersion', {
    PolicyArn,
    PolicyDocument: JSON.stringify(document),
    SetAsDefault: true,
  });
}

/** Versions that a managed policy can have (IAM User Guide, "IAM and AWS STS quotas"). */
const VERSIONS = 5;

async function deletePolicy(port: AccountPort, PolicyArn: string): Promise<void> {
  const versions = await orAbsent(spareVersions(port, PolicyArn));
  if (versions === undefined) return;
  for (const VersionId of versions) {
    await orAbsent(port.call('DeletePolicyVersion', { PolicyArn, VersionId }));
  }
  await orAbsent(port.call('DeletePolicy', { PolicyArn }));
}

/** Versions that are not the default one, newest first. */
async function spareVersions(port: AccountPort, PolicyArn: string): Promise<readonly string[]> {
  const versions = await allItems(
    (marker) => port.call('ListPolicyVersions', { PolicyArn, ...marker }),
    (page) => page.Versions,
  );
  return versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .map(({ VersionId = '' }) => VersionId)
    .sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
}
