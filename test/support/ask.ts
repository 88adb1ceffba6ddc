import { isAllowed } from '../../lib/evaluate/decide.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type { AccessRequest, AttachedPolicy, Policy } from '../../lib/evaluate/types.ts';

const ACCOUNT = '111122223333';

/** What a role wants to do. */
export interface RoleRequest {
  readonly action: string;
  readonly resource?: string;
  readonly context?: AccessRequest['context'];
}

/**
 * True when identity policies let a role do something, whatever policy the resource has: that one is
 * taken to leave it to the role's account.
 */
export function identityAllows(
  policies: readonly Policy[],
  { action, resource = '*', context = {} }: RoleRequest,
): boolean {
  const delegation = allowAll({ Principal: { AWS: ACCOUNT } });
  const principal = readRequester(`arn:aws:iam::${ACCOUNT}:role/asked`);
  return isAllowed(
    { identity: policies.map(attached), resource: [delegation] },
    { principal, action, resource, context },
  );
}

/** A service or an identity provider, or the root ARN of an account one of whose roles it is. */
export interface AssumeRequest {
  readonly principal: string;
  readonly action: string;
  readonly context?: AccessRequest['context'];
}

/** True when a trust policy lets somebody assume its role whose own policies let them. */
export function trustAllows(
  trust: Policy,
  { principal, action, context = {} }: AssumeRequest,
): boolean {
  const requester = readRequester(principal.replace(/:root$/, ':role/somebody'));
  return isAllowed(
    { identity: [allowAll({ Resource: '*' })], resource: [attached(trust)] },
    { principal: requester, action, context },
  );
}

function attached(policy: Policy): AttachedPolicy {
  return { name: 'policy', policy };
}

/** A document that allows everything to whom, or on what, its other elements say. */
function allowAll(elements: {
  readonly Principal?: { readonly AWS: string };
  readonly Resource?: '*';
}) {
  return attached({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', ...elements }],
  });
}
