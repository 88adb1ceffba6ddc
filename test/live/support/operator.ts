import { compilePolicies, decide } from '../../../lib/evaluate/decide.ts';
import { readPolicy } from '../../../lib/evaluate/read-policy.ts';
import { readRequester } from '../../../lib/evaluate/requester.ts';
import { type AccountPort, type OperationName, serviceOf } from '../../../lib/live/port.ts';
import { orAbsent, ServiceError } from '../../../lib/live/responses.ts';
import { operatorPolicy } from '../../../lib/plan/operator-policy.ts';
import type { OperatorPolicy } from '../../../lib/plan/operator-statement.ts';
import {
  attachablePolicies,
  catalogueNames,
  catalogueProfiles,
} from '../../../lib/roles/catalogue.ts';
import { FACTS } from '../../support/values.ts';
import type { World } from './world.ts';

/** The policy of whoever works on a world's environment. */
export function operatorOf({ definition }: World): OperatorPolicy {
  const { project, environment, roles } = definition;
  return operatorPolicy(definition, {
    ...FACTS,
    catalogue: catalogueNames(project, environment).keys(),
    profiles: catalogueProfiles(project, environment),
    attachable: roles.flatMap(({ id = '' }) => attachablePolicies(id)),
  });
}

const HERE = `arn:aws:iam::${FACTS.account}`;
type Words = Readonly<Record<string, unknown>>;

/** The resource that a call is checked against (Service Authorization Reference). */
function resourceOf(name: OperationName, input: Words): string {
  if (
    name === 'GetAccountSummary' ||
    name === 'ListRoles' ||
    name === 'DescribeResourcePolicies' ||
    name === 'DescribeDestinations'
  )
    return '*';
  if (name === 'PutDestinationPolicy')
    return `arn:aws:logs:${FACTS.region}:${FACTS.account}:destination:${input.destinationName}`;
  if (name === 'PutResourcePolicy' || name === 'DeleteResourcePolicy') return '*';
  if (name === 'CreateServiceLinkedRole')
    return `${HERE}:role/aws-service-role/${input.AWSServiceName}/x`;
  if (input.InstanceProfileName !== undefined)
    return `${HERE}:instance-profile/${input.InstanceProfileName}`;
  if (input.RoleName !== undefined) return `${HERE}:role/${input.RoleName}`;
  if (input.PolicyArn !== undefined) return String(input.PolicyArn);
  if (input.PolicyName !== undefined) return `${HERE}:policy/${input.PolicyName}`;
  if (input.OpenIDConnectProviderArn !== undefined) return String(input.OpenIDConnectProviderArn);
  if (input.Url !== undefined)
    return `${HERE}:oidc-provider/${String(input.Url).replace('https://', '')}`;
  return `arn:aws:ecr:${FACTS.region}:${FACTS.account}:repository/${input.repositoryName}`;
}

/** What IAM checks of a call. */
export interface OperatorRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const compiled = new WeakMap<OperatorPolicy, ReturnType<typeof compile>>();

function compile(policy: OperatorPolicy) {
  const read = readPolicy(policy, { name: 'operator', kind: 'identity' });
  return compilePolicies({ identity: [{ name: 'operator', policy: read }] });
}

/** True when a policy lets the operator do something. */
export function operatorAllows(
  policy: OperatorPolicy,
  { action, resource, context }: OperatorRequest,
): boolean {
  const layers = compiled.get(policy) ?? compile(policy);
  compiled.set(policy, layers);
  const principal = readRequester(`${HERE}:role/operator`);
  return decide(layers, { principal, action, resource, context }).result === 'allowed';
}

/** The condition keys of a call (Service Authorization Reference: IAM). */
function contextOf(action: string, words: Words, role: FoundRole) {
  const { PolicyArn, AWSServiceName } = words;
  return {
    ...(PolicyArn !== undefined && { 'iam:PolicyARN': String(PolicyArn) }),
    ...(AWSServiceName !== undefined && { 'iam:AWSServiceName': String(AWSServiceName) }),
    ...(role.boundary !== undefined && { 'iam:PermissionsBoundary': role.boundary }),
    ...role.tags,
    // Only an instance profile takes a role on the way.
    ...(action === 'iam:PassRole' && { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  };
}

/** What IAM knows of the role that a call is about. */
interface FoundRole {
  /** The boundary that the call names, or else the one of the role. */
  readonly boundary: string | undefined;
  /** By condition key; none while the role does not exist. */
  readonly tags: Readonly<Record<string, string>>;
}

async function roleOf(
  port: AccountPort,
  { PermissionsBoundary, RoleName }: Words,
): Promise<FoundRole> {
  const named = PermissionsBoundary === undefined ? undefined : String(PermissionsBoundary);
  if (RoleName === undefined) return { boundary: named, tags: {} };
  const found = await orAbsent(port.call('GetRole', { RoleName: String(RoleName) }));
  const tags = (found?.Role?.Tags ?? []).map(
    ({ Key, Value = '' }) => [`aws:ResourceTag/${Key}`, Value] as const,
  );
  return {
    boundary: named ?? found?.Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: Object.fromEntries(tags),
  };
}

/** An account that enforces a policy on every call; `watch` sees what IAM checks. */
export function enforcing(
  port: AccountPort,
  policy: OperatorPolicy,
  watch: (request: OperatorRequest) => void = () => {},
): AccountPort {
  return {
    call: async (name, input) => {
      const words: Words = { ...input };
      const needed = [[`${serviceOf(name)}:${name}`, resourceOf(name, words)]];
      if (name === 'AddRoleToInstanceProfile')
        needed.push(['iam:PassRole', `${HERE}:role/${words.RoleName}`]);
      if (name === 'CreateRole') {
        needed.push(['iam:TagRole', resourceOf(name, words)]);
        if (words.PermissionsBoundary)
          needed.push(['iam:PutRolePermissionsBoundary', resourceOf(name, words)]);
      }
      const role = await roleOf(port, words);
      for (const [action = '', resource = ''] of needed) {
        const request = { action, resource, context: contextOf(action, words, role) };
        watch(request);
        if (!operatorAllows(policy, request)) {
          throw new ServiceError(
            'AccessDenied',
            `not authorized to perform: ${action} on resource: ${resource}`,
            403,
          );
        }
      }
      return port.call(name, input);
    },
  };
}
