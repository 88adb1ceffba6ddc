import { accountOf } from '../evaluate/arns.ts';
import { listOf } from '../evaluate/lists.ts';
import type { AccessRequest, Requester } from '../evaluate/types.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { CanDocuments } from './documents.ts';

type Context = AccessRequest['context'];

/**
 * The condition keys that AWS sends with a request without being told (IAM User Guide:
 * reference_policies_condition-keys): who asks, from which account, in which Region, for which
 * service a role is passed. Those that are given are left out.
 */
export function contextSent(
  request: AccessRequest,
  documents: CanDocuments,
  facts: AccountFacts,
): Context {
  const { action, resource = '*', resourceAccount, principal, context } = request;
  const [service = ''] = action.toLowerCase().split(':');
  const sent: Context = {
    ...principalKeys(principal, facts),
    'aws:ResourceAccount': resourceAccount ?? accountOf(resource) ?? facts.account,
    ...(service === 'iam' ? globalRegion(facts) : { 'aws:RequestedRegion': facts.region }),
    'aws:SecureTransport': 'true',
    ...(service === 'kms' && 'account' in principal && { 'kms:CallerAccount': principal.account }),
    ...(action.toLowerCase() === 'iam:passrole' && passedTo(resource, documents)),
  };
  const given = Object.keys(context).map((key) => key.toLowerCase());
  return Object.fromEntries(
    Object.entries(sent).filter(([key]) => !given.includes(key.toLowerCase())),
  );
}

/** IAM answers from one Region of the partition; only that of `aws` is certain. */
function globalRegion({ partition }: AccountFacts): Context {
  return partition === 'aws' ? { 'aws:RequestedRegion': 'us-east-1' } : {};
}

function principalKeys(principal: Requester, facts: AccountFacts): Context {
  switch (principal.kind) {
    case 'role': {
      const { arn } = principal;
      return {
        ...(arn !== undefined && { 'aws:PrincipalArn': arn }),
        ...ofAccount(principal, 'AssumedRole'),
      };
    }
    case 'user':
      return {
        'aws:PrincipalArn': principal.arn,
        'aws:username': principal.arn.split('/').at(-1) ?? '',
        ...ofAccount(principal, 'User'),
      };
    case 'federated-user':
      return { 'aws:PrincipalArn': principal.arn, ...ofAccount(principal, 'FederatedUser') };
    case 'root':
      return {
        'aws:PrincipalArn': `arn:${facts.partition}:iam::${principal.account}:root`,
        ...ofAccount(principal, 'Account'),
      };
    case 'service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': principal.service,
        ...sourceKeys(principal.service, facts),
      };
    default:
      return {};
  }
}

function ofAccount({ account }: { readonly account: string }, type: string): Context {
  return {
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': type,
    'aws:PrincipalIsAWSService': 'false',
  };
}

/** Services whose documentation shows that they send it when they assume a role. */
const SEND_SOURCE_ACCOUNT = ['codebuild', 'codedeploy', 'ecs-tasks', 'events', 'scheduler', 'ssm'];

/** Of the source's ARN, only that of a task is certain in its form (ECS Developer Guide: task-iam-roles). */
function sourceKeys(service: string, { partition, region, account }: AccountFacts): Context {
  const [name = ''] = service.split('.');
  const task = `arn:${partition}:ecs:${region}:${account}:task/example`;
  return {
    ...(SEND_SOURCE_ACCOUNT.includes(name) && { 'aws:SourceAccount': account }),
    ...(name === 'ecs-tasks' && { 'aws:SourceArn': task }),
  };
}

/** The service that the passed role trusts, when it trusts exactly one. */
function passedTo(resource: string, { roles }: CanDocuments): Context {
  const trust = roles.find(({ arn }) => arn === resource)?.trust;
  const services = listOf(trust?.policy.Statement).flatMap(({ Principal }) =>
    Principal === undefined || Principal === '*' ? [] : listOf(Principal.Service),
  );
  const [service, ...others] = new Set(services);
  return service === undefined || others.length > 0 ? {} : { 'iam:PassedToService': service };
}
