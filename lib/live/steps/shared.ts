import { UserError } from '../../errors.ts';
import type { JsonDocument } from '../../iam/document.ts';
import { recordOf } from '../../iam/equality.ts';
import type { Statements } from '../../plan/change.ts';
import { isAmong, statementsOf } from '../../plan/shared-statements.ts';
import type { AccountPort } from '../port.ts';
import { readResourcePolicy } from '../read-shared.ts';
import { isCode, orAbsent } from '../responses.ts';
import type { ChangeFor } from './role.ts';

/** Creates a service-linked role; one that exists already counts as created. */
export async function doServiceLinkedRole(
  port: AccountPort,
  { after }: ChangeFor<'service-linked-role'>,
): Promise<void> {
  if (after === undefined) return;
  try {
    await port.call('CreateServiceLinkedRole', { AWSServiceName: after });
  } catch (error) {
    const taken = error instanceof Error && /has been taken/.test(error.message);
    if (!isCode(error, 'EntityAlreadyExists') && !(isCode(error, 'InvalidInput') && taken)) {
      throw error;
    }
  }
}

/** Creates an OIDC provider, or adds our audience to it; the account shares it, so it stays. */
export async function doProvider(
  port: AccountPort,
  { owner: OpenIDConnectProviderArn, item, before, after }: ChangeFor<'oidc-provider'>,
): Promise<void> {
  if (after === undefined) return;
  if (before === undefined) {
    try {
      await port.call('CreateOpenIDConnectProvider', {
        Url: `https://${item}`,
        ClientIDList: [...after],
      });
      return;
    } catch (error) {
      if (!isCode(error, 'EntityAlreadyExists')) throw error;
    }
  }
  for (const ClientID of after.filter((one) => !before?.includes(one))) {
    await port.call('AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID });
  }
}

/** Creates an ECR repository; the environments share it, so it stays. */
export async function doRepository(
  port: AccountPort,
  { item, after }: ChangeFor<'repository'>,
): Promise<void> {
  if (after === undefined) return;
  try {
    await port.call('CreateRepository', {
      repositoryName: item,
      imageScanningConfiguration: { scanOnPush: true },
      imageTagMutability: 'IMMUTABLE',
    });
  } catch (error) {
    if (!isCode(error, 'RepositoryAlreadyExists')) throw error;
  }
}

/** Sets the lifecycle policy of a new repository, which is deleted with the repository. */
export async function doLifecycle(
  port: AccountPort,
  { item, after }: ChangeFor<'repository-lifecycle'>,
): Promise<void> {
  if (after === undefined) return;
  await port.call('PutLifecyclePolicy', { repositoryName: item, lifecyclePolicyText: after });
}

/**
 * Merges our statements into a shared policy as it is at this moment: what others wrote since the
 * plan was made stays.
 */
export async function doResourcePolicy(
  port: AccountPort,
  change: ChangeFor<'resource-policy'>,
): Promise<void> {
  const document = await readResourcePolicy(port, change);
  const merged = mergeStatements(document, change.before ?? [], change.after ?? []);
  if (merged !== undefined) await writePolicy(port, change, JSON.stringify(merged));
  else if (document !== undefined) await deletePolicy(port, change);
}

/** The policy with our statements in place; undefined when no statement is left. */
function mergeStatements(
  document: JsonDocument | undefined,
  before: Statements,
  after: Statements,
): JsonDocument | undefined {
  if (document !== undefined && 'unreadable' in document) {
    throw new UserError(
      'PolicyUnreadable',
      'A shared policy in the account is not JSON, so it was not changed.',
      'Correct the policy in the AWS console, then run the command again.',
    );
  }
  const ours = [...before, ...after];
  const others = statementsOf(document).filter((one) => !isAmong(one, ours));
  const Statement = [...others, ...after];
  return Statement.length === 0
    ? undefined
    : { Version: '2012-10-17', ...recordOf(document), Statement };
}

async function writePolicy(
  port: AccountPort,
  { policy, owner }: ChangeFor<'resource-policy'>,
  text: string,
): Promise<void> {
  if (policy === 'ecr-repository') {
    await port.call('SetRepositoryPolicy', { repositoryName: owner, policyText: text });
  } else if (policy === 'logs') {
    await port.call('PutResourcePolicy', { policyName: owner, policyDocument: text });
  } else {
    await port.call('PutDestinationPolicy', { destinationName: owner, accessPolicy: text });
  }
}

async function deletePolicy(
  port: AccountPort,
  { policy, owner }: ChangeFor<'resource-policy'>,
): Promise<void> {
  if (policy === 'ecr-repository') {
    const gone = port.call('DeleteRepositoryPolicy', { repositoryName: owner });
    await orAbsent(gone, 'RepositoryNotFound', 'RepositoryPolicyNotFound');
  } else if (policy === 'logs') {
    await orAbsent(port.call('DeleteResourcePolicy', { policyName: owner }), 'ResourceNotFound');
  } else {
    await closeDestination(port, owner);
  }
}

/**
 * CloudWatch Logs has no call that deletes a destination's policy and takes none without a statement:
 * one that names the destination's own account lets no other account in.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
 */
async function closeDestination(port: AccountPort, destinationName: string): Promise<void> {
  const { destinations } = await port.call('DescribeDestinations', {
    DestinationNamePrefix: destinationName,
  });
  const arn = destinations?.find((one) => one.destinationName === destinationName)?.arn;
  if (arn === undefined) return;
  const statement = {
    Sid: 'OwnAccountOnly',
    Effect: 'Allow',
    Principal: { AWS: arn.split(':')[4] },
    Action: 'logs:PutSubscriptionFilter',
    Resource: arn,
  };
  const accessPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await port.call('PutDestinationPolicy', { destinationName, accessPolicy });
}
