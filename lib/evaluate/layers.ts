import { accountOf } from './arns.ts';
import type { Naming } from './principals.ts';
import { accountOfRequester, isServiceLinked } from './requester.ts';
import type { AccessRequest, Layer, Requester } from './types.ts';

/** The layers that can deny a requester anything. */
export function layersWithSay<L extends { readonly layer: Layer }>(
  layers: readonly L[],
  requester: Requester,
): readonly L[] {
  // An SCP limits the principals of an account, an RCP its resources; neither limits a
  // service-linked role (Organizations User Guide: orgs_manage_policies_scps, …_rcps).
  if (isServiceLinked(requester)) {
    return layers.filter(({ layer }) => layer !== 'scp' && layer !== 'rcp');
  }
  if (accountOfRequester(requester) !== undefined) return layers;
  return layers.filter(({ layer }) => layer === 'resource' || layer === 'rcp');
}

/** What is known of a request before the layers that must allow it. */
export interface Standing {
  readonly request: AccessRequest;
  /** The layers that have a say. */
  readonly existing: readonly Layer[];
  /** How the resource's policy names the requester, when it allows the request. */
  readonly naming: Naming | undefined;
}

/**
 * The layers that must all allow a request; undefined when no policy can. An RCP need not:
 * RCPFullAWSAccess cannot be detached (Organizations User Guide: orgs_manage_policies_rcps_evaluation).
 */
export function neededLayers(standing: Standing): readonly Layer[] | undefined {
  const { request, existing } = standing;
  const account = accountOfRequester(request.principal);
  // A service, an identity provider, an anonymous caller: the resource's policy alone decides.
  if (account === undefined) return ['resource'];
  const isSame = account === (resourceAccountOf(request) ?? account);
  const own = isSame ? layersWithin(standing) : layersAcross(standing);
  if (own === undefined || !existing.includes('scp')) return own;
  return ['scp', ...own];
}

/** The account that owns the resource; undefined when the request does not say. */
export function resourceAccountOf({
  resource = '*',
  resourceAccount,
}: AccessRequest): string | undefined {
  return resourceAccount ?? accountOf(resource);
}

/**
 * Both accounts must allow it: one by the resource's policy, the other by its own (IAM User Guide:
 * reference_policies_evaluation-logic-cross-account).
 */
function layersAcross(standing: Standing): readonly Layer[] | undefined {
  const { request } = standing;
  if (request.principal.kind !== 'root') return ['resource', 'identity', ...limits(standing)];
  return gate(request) === 'trust' ? undefined : ['resource'];
}

/**
 * Within an account, the identity policy or the resource's policy is enough. What the latter grants
 * to the session's or the user's own ARN, or to everybody, no boundary and no session policy limits
 * by silence; what it grants to the role's ARN, they do (IAM User Guide:
 * reference_policies_evaluation-logic_policy-eval-denyallow; access_policies_boundaries;
 * reference_policies_elements_principal, all principals). Naming the account grants nothing: it
 * leaves the account's identity policies to decide.
 */
function layersWithin(standing: Standing): readonly Layer[] | undefined {
  const { request, existing, naming } = standing;
  const gated = gate(request);
  if (request.principal.kind === 'root') return layersOfRoot(gated, existing);
  if (naming === 'direct') return ['resource'];
  if (naming === 'role') return ['resource', ...limits(standing)];
  // Every key has a policy; the default one leaves it to the account's identity policies (KMS
  // Developer Guide: key-policy-default).
  const isDefaultKey = gated === 'key' && !existing.includes('resource');
  if (gated === undefined || isDefaultKey) return ['identity', ...limits(standing)];
  if (naming === 'account') return ['resource', 'identity', ...limits(standing)];
  return ['resource', ...limits(standing)];
}

/**
 * A root user may do everything in its account, except use a key whose policy does not let it (KMS
 * Developer Guide: key-policies) and assume a role (STS API Reference: AssumeRole).
 */
function layersOfRoot(
  gated: ReturnType<typeof gate>,
  existing: readonly Layer[],
): readonly Layer[] | undefined {
  if (gated === 'trust') return undefined;
  return gated === 'key' && existing.includes('resource') ? ['resource'] : [];
}

/**
 * The kinds of resource whose policy must allow a request even within the account: keys and roles
 * (IAM User Guide: reference_policies_evaluation-logic_policy-eval-denyallow).
 */
function gate({ action, resource = '*' }: AccessRequest): 'key' | 'trust' | undefined {
  if (/^kms:/i.test(action) && /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource)) return 'key';
  return /^sts:(assumerole|assumerolewith\w+|tagsession|setsourceidentity)$/i.test(action)
    ? 'trust'
    : undefined;
}

/**
 * A federated user without a session policy has no permission but what a resource's policy grants
 * to its session (STS API Reference: GetFederationToken).
 */
function limits({ request, existing }: Standing): readonly Layer[] {
  const hasSession = existing.includes('session') || request.principal.kind === 'federated-user';
  return [
    ...(existing.includes('boundary') ? (['boundary'] as const) : []),
    ...(hasSession ? (['session'] as const) : []),
  ];
}
