import { UserError } from '../errors.ts';
import type { Requester } from './types.ts';

const IAM_ARN = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(root|[\w-]+\/(.+))$/;
/** Identity providers that are known by a host name instead of an ARN. */
const PROVIDER_HOSTS = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

/**
 * Reads who sends a request: the ARN of a role, session, user or identity provider, `…:root`, a
 * service's host name, an S3 canonical user ID, or `*` for an anonymous caller (IAM User Guide:
 * reference_policies_elements_principal). @throws UserError UnknownPrincipal
 */
export function readRequester(text: string): Requester {
  if (text === '*') return { kind: 'anonymous' };
  if (/^[\da-f]{64}$/.test(text)) return { kind: 'canonical-user', id: text };
  if (PROVIDER_HOSTS.includes(text)) return { kind: 'federated', provider: text };
  if (/^[\w-]+(\.[\w-]+)+$/.test(text)) return { kind: 'service', service: text };
  const [, account, resource = '', name = ''] = IAM_ARN.exec(text) ?? [];
  const requester = account === undefined ? undefined : readArn(text, account, { resource, name });
  if (requester !== undefined) return requester;
  throw new UserError(
    'UnknownPrincipal',
    `'${text}' is no principal.`,
    'Give the ARN of a role, a user or a session, or a service such as ecs-tasks.amazonaws.com.',
  );
}

interface Named {
  readonly resource: string;
  readonly name: string;
}

function readArn(arn: string, account: string, { resource, name }: Named): Requester | undefined {
  const last = name.split('/').at(-1) ?? '';
  switch (resource.split('/')[0]) {
    case 'root':
      return { kind: 'root', account };
    case 'user':
      return { kind: 'user', account, arn };
    case 'role':
      return { kind: 'role', account, name: last, arn };
    case 'assumed-role':
      return readSession(arn, account, name);
    case 'federated-user':
      return { kind: 'federated-user', account, arn };
    case 'saml-provider':
    case 'oidc-provider':
      return { kind: 'federated', provider: arn };
    default:
      return undefined;
  }
}

function readSession(arn: string, account: string, name: string): Requester | undefined {
  const [role, session, ...rest] = name.split('/');
  if (role === undefined || session === undefined || rest.length > 0) return undefined;
  return { kind: 'role', account, name: role, session: arn };
}

/** The account that a request comes from; undefined for a caller outside of IAM. */
export function accountOfRequester(requester: Requester): string | undefined {
  return 'account' in requester ? requester.account : undefined;
}

/**
 * True for a service-linked role, which no SCP and no RCP limits (Organizations User Guide:
 * orgs_manage_policies_scps, orgs_manage_policies_rcps).
 */
export function isServiceLinked(requester: Requester): boolean {
  if (requester.kind !== 'role') return false;
  const { arn, name } = requester;
  return arn === undefined
    ? name.startsWith('AWSServiceRoleFor')
    : arn.includes(':role/aws-service-role/');
}
