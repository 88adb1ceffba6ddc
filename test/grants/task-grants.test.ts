import type { Answers, Grant } from '../../lib/answers/types.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

function taskPolicies(grants: readonly Grant[], more: Partial<Answers> = {}) {
  const environments = [{ name: 'prod', values: {} }];
  const answers = { ...DEFAULT_ANSWERS, environments, grants, ...more };
  return roleDocuments('task', answers).role.inlinePolicies;
}

function statementsOf(grants: readonly Grant[], more: Partial<Answers> = {}) {
  return taskPolicies(grants, more).flatMap(({ statements }) => statements);
}

test.each(GRANTS)('$id becomes the policy $policy', ({ id, policy, statements }) => {
  const environments = [{ name: 'prod', values: VALUES }];
  const [found, ...others] = taskPolicies([{ preset: id, values: {} }], { environments });
  expect(others).toEqual([]);
  expect(found?.name).toBe(policy);
  expect(found?.statements.map(({ sid }) => sid)).toEqual(statements.map(({ sid }) => sid));
});

test('policies of different grants have different names', () => {
  const names = GRANTS.map(({ policy }) => policy);
  expect(names).toEqual([...new Set(names)]);
});

test('a preset used again joins its policy with numbered Sids', () => {
  const grants: readonly Grant[] = ['a-one', 'b-two', 'c-three'].map((bucketName) => ({
    preset: 's3Read',
    values: { bucketName },
  }));
  const [policy, ...others] = taskPolicies(grants);
  expect(others).toEqual([]);
  expect(policy?.statements.map(({ sid, resources }) => [sid, ...resources])).toEqual([
    ['ListObjects', 'arn:aws:s3:::a-one'],
    ['ReadObjects', 'arn:aws:s3:::a-one/*'],
    ['ListObjects2', 'arn:aws:s3:::b-two'],
    ['ReadObjects2', 'arn:aws:s3:::b-two/*'],
    ['ListObjects3', 'arn:aws:s3:::c-three'],
    ['ReadObjects3', 'arn:aws:s3:::c-three/*'],
  ]);
});

test('a preset used again with the same values adds nothing', () => {
  const twice: readonly Grant[] = [
    { preset: 'xray', values: {} },
    { preset: 'xray', values: {} },
  ];
  expect(statementsOf(twice).map(({ sid }) => sid)).toEqual(['XRay']);
});

test('a grant and an option that say the same say it once', () => {
  const policies = taskPolicies([{ preset: 'ecsExec', values: {} }], { exec: 'task' });
  expect(policies.map(({ name, statements }) => [name, statements.length])).toEqual([
    ['EcsExec', 1],
  ]);
});

test('with a prefix the objects and the listing are limited to it', () => {
  const [list, read] = statementsOf([
    { preset: 's3Read', values: { bucketName: 'shop-data', prefix: 'in/new' } },
  ]);
  expect(list?.conditions).toEqual({ StringLike: { 's3:prefix': ['in/new', 'in/new/*'] } });
  expect(read?.resources).toEqual(['arn:aws:s3:::shop-data/in/new/*']);
});

test('without a prefix the whole bucket is meant', () => {
  const [list, write] = statementsOf([
    { preset: 's3ReadWrite', values: { bucketName: 'shop-data' } },
  ]);
  expect(list?.conditions).toBeUndefined();
  expect(write?.resources).toEqual(['arn:aws:s3:::shop-data/*']);
});

test('a grant without a prefix keeps other conditions', () => {
  const [put] = statementsOf([
    { preset: 'cloudwatchMetrics', values: { metricsNamespace: 'Shop' } },
  ]);
  expect(put?.conditions).toEqual({ StringEquals: { 'cloudwatch:namespace': ['Shop'] } });
});

test('a grant may name another Region or account', () => {
  const [send] = statementsOf([
    {
      preset: 'sqsProduce',
      values: { queueName: 'orders', account: '999988887777', region: 'us-east-1' },
    },
  ]);
  expect(send?.resources).toEqual(['arn:aws:sqs:us-east-1:999988887777:orders']);
});

test('a key in another Region is used through the service there', () => {
  const [decrypt] = statementsOf([
    {
      preset: 'kmsDecrypt',
      values: { dataKmsKeyId: VALUES.dataKmsKeyId, kmsService: 's3', region: 'us-east-1' },
    },
  ]);
  expect(decrypt?.conditions).toEqual({
    StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] },
  });
});

test('logs to another account add the permission to assume the writer there', () => {
  const [assume, second] = statementsOf([], {
    crossAccountLogs: [
      { kind: 'to', account: '444455556666' },
      { kind: 'to', account: '777788889999' },
    ],
  });
  expect(assume?.resources).toEqual([
    'arn:aws:iam::444455556666:role/shop-cross-account-logs-role-prod',
  ]);
  expect(second?.sid).toBe('AssumeLogWriter2');
});

test("the user's own statements are a policy of their own", () => {
  const [policy] = taskPolicies([], {
    taskStatements: [
      {
        sid: 'Own',
        actions: ['s3:PutObject', 's3:GetObject'],
        resources: ['arn:<partition>:s3:::home/<environment>/*'],
      },
    ],
  });
  expect(policy).toMatchObject({
    name: 'TaskStatements',
    statements: [
      { actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::home/prod/*'] },
    ],
  });
});

test("the execution role has the user's own statements, and the task role does not", () => {
  const executionStatements = [
    {
      sid: 'Own',
      actions: ['s3:GetObject'],
      resources: ['arn:<partition>:s3:::<project>-agent/*'],
    },
  ];
  const answers = { ...DEFAULT_ANSWERS, executionStatements };
  const { role } = roleDocuments('task-execution', answers);
  expect(role.inlinePolicies.find(({ name }) => name === 'ExecutionStatements')).toMatchObject({
    statements: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop-agent/*'] }],
  });
  expect(taskPolicies([], { executionStatements })).toEqual([]);
});
