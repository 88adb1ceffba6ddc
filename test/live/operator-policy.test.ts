import { fillModel } from '../../lib/iam/fill.ts';
import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { serviceOf } from '../../lib/live/port.ts';
import { ServiceError } from '../../lib/live/service-error.ts';
import { type OperatorPolicy, operatorPolicy } from '../../lib/plan/operator-policy.ts';
import { globCovers } from '../../lib/plan/widens.ts';
import { attachablePolicies, catalogueNames } from '../../lib/roles/catalogue.ts';
import { actionFacts } from '../support/service-authorization.ts';
import { FACTS } from '../support/values.ts';
import {
  CHANGED_ANSWERS,
  foreignState,
  newRoot,
  portOf,
  SMALL_ANSWERS,
  worldOf,
} from './support/world.ts';

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

/** An account that enforces a policy on every call, and the actions that it saw. */
function enforcing(port: AccountPort, policy: OperatorPolicy, used: Set<string>): AccountPort {
  const allowed = (action: string, resource: string, policyArn: unknown) =>
    policy.Statement.some(
      ({ Action, Resource, Condition }) =>
        Action.includes(action) &&
        Resource.some((one) => globCovers(one, resource)) &&
        (Condition?.ArnEquals === undefined ||
          Condition.ArnEquals['iam:PolicyARN']?.includes(String(policyArn))),
    );
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
        if (!allowed(action, resource, words.PolicyArn)) {
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

test('the policy is enough for plan, apply, update, rollback and destroy, and holds nothing else', async () => {
  const state = foreignState();
  delete state.repositories.shop;
  const used = new Set<string>();
  const policies: OperatorPolicy[] = [];
  const run = async (
    answers: typeof SMALL_ANSWERS,
    work: (world: ReturnType<typeof worldOf>, port: AccountPort) => Promise<unknown>,
  ) => {
    const world = worldOf(answers);
    const [environment] = world.model.environments;
    if (environment === undefined) throw new Error('No environment.');
    const policy = operatorPolicy(fillModel(world.model, environment, FACTS), {
      ...FACTS,
      catalogue: catalogueNames('shop', 'dev').keys(),
      attachable: world.model.roles.flatMap(({ id }) => attachablePolicies(id)),
    });
    policies.push(policy);
    await work(world, enforcing(portOf(state), policy, used));
  };
  await run(SMALL_ANSWERS, async (world, port) => {
    await world.draw(port, 'apply', { findLeftovers: true });
    await world.run(port, 'apply', newRoot());
    await world.run(port, 'destroy', newRoot());
    await world.run(port, 'apply', newRoot());
  });
  await run(
    {
      ...SMALL_ANSWERS,
      maxSessionDuration: 7200,
      values: CHANGED_ANSWERS.values,
      tags: { a: 'b' },
    },
    (world, port) => world.run(port, 'apply', newRoot()),
  );
  await run(SMALL_ANSWERS, async (world, port) => {
    await world.run(port, 'apply', newRoot());
    await world.run(port, 'destroy', newRoot());
  });

  const granted = new Set(
    policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)),
  );
  expect(
    [...used].filter((action) => !granted.has(action) && action !== 'sts:GetCallerIdentity'),
  ).toEqual([]);
  // Needed in runs that this one does not make: undoing tags and audiences, a fifth version, many attachments.
  const rare = [
    'iam:GetAccountSummary',
    'iam:UntagRole',
    'iam:DeletePolicyVersion',
    'iam:AddClientIDToOpenIDConnectProvider',
    'iam:CreateOpenIDConnectProvider',
    'iam:DeleteOpenIDConnectProvider',
    'iam:RemoveClientIDFromOpenIDConnectProvider',
    'ecr:DeleteRepository',
    'logs:DeleteResourcePolicy',
    'iam:CreatePolicyVersion',
    'ecr:DeleteRepositoryPolicy',
    'iam:UpdateAssumeRolePolicy',
    'iam:ListPolicyVersions',
  ];
  expect([...granted].filter((action) => !used.has(action) && !rare.includes(action))).toEqual([]);
});

test('every action exists, and every one on * takes no resource that could be named', async () => {
  const { model } = worldOf({
    ...SMALL_ANSWERS,
    crossAccountLogs: [{ kind: 'destination', name: 'central' }, { kind: 'resource-policy' }],
    environments: [
      {
        name: 'dev',
        values: { ...SMALL_ANSWERS.environments[0]?.values, workloadAccount: '444455556666' },
      },
    ],
  });
  const [environment] = model.environments;
  if (environment === undefined) throw new Error('No environment.');
  const { Statement } = operatorPolicy(fillModel(model, environment, FACTS), {
    ...FACTS,
    catalogue: [],
    attachable: [],
  });
  const avoidable: string[] = [];
  for (const { Action, Resource } of Statement) {
    for (const action of Action) {
      const facts = await actionFacts(action);
      if (facts === undefined) avoidable.push(`${action} does not exist`);
      else if (Resource.includes('*') && facts.resourceTypes.length > 0)
        avoidable.push(`${action} takes ${facts.resourceTypes.map(({ name }) => name)}`);
    }
  }
  expect(avoidable).toEqual([]);
});

test("every '*' that stays takes no resource", () => {
  const { model } = worldOf(SMALL_ANSWERS);
  const [environment] = model.environments;
  if (environment === undefined) throw new Error('No environment.');
  const { Statement } = operatorPolicy(fillModel(model, environment, FACTS), {
    ...FACTS,
    catalogue: [],
    attachable: [],
  });
  const wild = Statement.filter(({ Resource }) => Resource.includes('*')).flatMap(
    ({ Action }) => Action,
  );
  expect(wild.sort()).toEqual([
    'iam:GetAccountSummary',
    'iam:ListRoles',
    'logs:DeleteResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
  ]);
});
