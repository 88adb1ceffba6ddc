import { compilePolicies, decide } from '../../../lib/evaluate/decide.ts';
import { readPolicy } from '../../../lib/evaluate/read-policy.ts';
import { readRequester } from '../../../lib/evaluate/requester.ts';
import { type AccountPort, type OperationName, serviceOf } from '../../../lib/live/port.ts';
import { ServiceError } from '../../../lib/live/responses.ts';
import { type OperatorPolicy, operatorPolicy } from '../../../lib/plan/operator-policy.ts';
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

/** The condition keys of a call that come from its input (Service Authorization Reference: IAM). */
function contextOf(action: string, words: Words): Readonly<Record<string, string>> {
  const { PolicyArn, AWSServiceName } = words;
  return {
    ...(PolicyArn !== undefined && { 'iam:PolicyARN': String(PolicyArn) }),
    ...(AWSServiceName !== undefined && { 'iam:AWSServiceName': String(AWSServiceName) }),
    // Only an instance profile takes a role on the way.
    ...(action === 'iam:PassRole' && { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  };
}

/** An account that enforces a policy on every call, and the actions that it saw. */
export function enforcing(
  port: AccountPort,
  policy: OperatorPolicy,
  used: Set<string>,
): AccountPort {
  const layers = compilePolicies({
    identity: [
      { name: 'operator', policy: readPolicy(policy, { name: 'operator', kind: 'identity' }) },
    ],
  });
  const principal = readRequester(`${HERE}:role/operator`);
  const allowed = (action: string, resource: string, context: Readonly<Record<string, string>>) =>
    decide(layers, { principal, action, resource, context }).result === 'allowed';
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
      for (const [action = '', resource = ''] of needed) {
        used.add(action);
        if (!allowed(action, resource, contextOf(action, words))) {
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
