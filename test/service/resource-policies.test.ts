import type { Answers } from '../../lib/answers/types.ts';
import { isAllowed } from '../../lib/evaluate/decide.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type { AttachedPolicy } from '../../lib/evaluate/types.ts';
import { resourceDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';

function shared(more: Partial<Answers>) {
  const service = buildService({ ...DEFAULT_ANSWERS, ...more });
  const { model } = service;
  return service.environments.map((environment) => {
    const [policy] = fillModel(model, environment, FACTS).resourcePolicies;
    if (policy === undefined) throw new Error('No policy on anything shared.');
    return { policy, document: resourceDocument(policy.statements) };
  });
}

const TARGET = '444455556666';
const PULL = 'ecr:BatchGetImage';
const ANYTHING: AttachedPolicy = {
  name: 'Anything',
  policy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

test('the repository lets execution roles of the named accounts pull, and nobody else', () => {
  const { policy, document } = shared({ crossAccountPull: [TARGET], rolePath: '/team/' })[1] ?? {};
  if (policy === undefined || document === undefined) throw new Error('No policy.');
  expect([policy.kind, policy.owner]).toEqual(['ecr-repository', 'shop']);
  const ask = (account: string, role: string, action = PULL) =>
    isAllowed(
      { resource: [{ name: 'repository', policy: document }], identity: [ANYTHING] },
      {
        action,
        resource: `arn:aws:ecr:eu-west-1:${FACTS.account}:repository/shop`,
        principal: readRequester(`arn:aws:iam::${account}:role/team/${role}`),
        context: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/team/${role}` },
      },
    );
  expect(ask(TARGET, 'shop-ecs-task-execution-role-prod')).toBe(true);
  expect(ask(TARGET, 'shop-cross-account-ecr-role-prod')).toBe(true);
  expect(ask(TARGET, 'shop-ecs-task-role-prod')).toBe(false);
  expect(ask(TARGET, 'shop-ecs-task-execution-role-prod', 'ecr:PutImage')).toBe(false);
  expect(ask('777788889999', 'shop-ecs-task-execution-role-prod')).toBe(false);
});

test('a repository policy names no resource: the repository is it', () => {
  const [{ document } = { document: undefined }] = shared({ crossAccountPull: [TARGET] });
  expect(document?.Statement.map((statement) => statement.Resource)).toEqual([undefined]);
});

test.each([
  { crossAccountPull: [TARGET] },
  { crossAccountLogs: [{ kind: 'resource-policy' }] },
  {
    crossAccountLogs: [{ kind: 'destination', name: 'central' }],
    values: { workloadAccount: TARGET },
  },
] as const satisfies readonly Partial<Answers>[])(
  'two environments share a policy with Sids of their own: %o',
  (more) => {
    const sids = shared(more).flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));
    expect(sids).toEqual([...new Set(sids)]);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  },
);

test('a destination lets the workload account subscribe', () => {
  const [first] = shared({
    crossAccountLogs: [{ kind: 'destination', name: 'central' }],
    values: { workloadAccount: TARGET },
  });
  expect(first?.policy).toMatchObject({ kind: 'logs-destination', owner: 'central' });
  expect(first?.document.Statement).toMatchObject([
    {
      Principal: { AWS: TARGET },
      Action: 'logs:PutSubscriptionFilter',
      Resource: 'arn:aws:logs:eu-west-1:111122223333:destination:central',
    },
  ]);
});

test('without anything that crosses accounts nothing shared has a policy', () => {
  expect(buildService(DEFAULT_ANSWERS).model.resourcePolicies).toEqual([]);
});
