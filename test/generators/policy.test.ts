import { join } from 'node:path';
import { identityAllows } from '../support/ask.ts';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();
const ECS = 'arn:aws:ecs:eu-west-1:111122223333:';
const IAM = 'arn:aws:iam::111122223333:role/';

function repo(...flags: readonly string[]): string {
  runBin(folder(), ['new', 'shop', '--yes', '--set', 'account=111122223333', ...flags]);
  return join(folder(), 'shop');
}

function policyOf(root: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = runBin(root, ['policy', ...words]);
  expect([status, stderr.match(/^error/m)]).toEqual([0, null]);
  return [JSON.parse(stdout)];
}

test.each([
  [
    'this container',
    'ecs:ExecuteCommand',
    `${ECS}task/shop-dev/1`,
    { 'ecs:container-name': 'shop' },
    true,
  ],
  [
    'the cluster',
    'ecs:ExecuteCommand',
    `${ECS}cluster/shop-dev`,
    { 'ecs:container-name': 'shop' },
    true,
  ],
  [
    'a sidecar',
    'ecs:ExecuteCommand',
    `${ECS}task/shop-dev/1`,
    { 'ecs:container-name': 'envoy' },
    false,
  ],
  [
    'another cluster',
    'ecs:ExecuteCommand',
    `${ECS}task/shop-prod/1`,
    { 'ecs:container-name': 'shop' },
    false,
  ],
  ['a session that is not logged', 'ssm:StartSession', `${ECS}task/shop-dev/1`, {}, false],
] as const)('policy exec and %s', (_, action, resource, context, expected) => {
  const policies = policyOf(repo(), 'exec');
  expect(identityAllows(policies, { action, resource, context })).toBe(expected);
});

test('policy exec --tag limits the tasks to those with the tag', () => {
  const policies = policyOf(repo(), 'exec', '--tag', 'team=orders');
  const asked = (team: string) =>
    identityAllows(policies, {
      action: 'ecs:ExecuteCommand',
      resource: `${ECS}task/shop-dev/1`,
      context: { 'ecs:container-name': 'shop', 'aws:ResourceTag/team': team },
    });
  expect([asked('orders'), asked('billing')]).toEqual([true, false]);
});

test.each([
  [
    'codepipeline:CreatePipeline',
    'arn:aws:codepipeline:eu-west-1:111122223333:shop-dev-pipeline',
    {},
    true,
  ],
  ['codepipeline:CreatePipeline', 'arn:aws:codepipeline:eu-west-1:111122223333:other', {}, false],
  [
    'iam:PassRole',
    `${IAM}shop-codebuild-role-dev`,
    { 'iam:PassedToService': 'codebuild.amazonaws.com' },
    true,
  ],
  [
    'iam:PassRole',
    `${IAM}shop-codebuild-role-dev`,
    { 'iam:PassedToService': 'ec2.amazonaws.com' },
    false,
  ],
  [
    'iam:PassRole',
    `${IAM}shop-ecs-task-role-dev`,
    { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    true,
  ],
  [
    'iam:PassRole',
    `${IAM}shop-ecs-task-role-dev`,
    { 'iam:PassedToService': 'ec2.amazonaws.com' },
    false,
  ],
  ['ecs:RegisterTaskDefinition', '*', {}, true],
  ['ecs:RegisterTaskDefinition', '*', { 'ecs:privileged': 'true' }, false],
  [
    'ecs:UpdateService',
    `${ECS}service/shop-dev/shop`,
    { 'ecs:task-definition': `${ECS}task-definition/shop-dev:2` },
    true,
  ],
  [
    'ecs:UpdateService',
    `${ECS}service/shop-dev/shop`,
    { 'ecs:task-definition': `${ECS}task-definition/shop-prod:2` },
    false,
  ],
  ['ecs:ListTasks', '*', { 'ecs:cluster': `${ECS}cluster/shop-dev` }, true],
  [
    'iam:PassRole',
    `${IAM}shop-pipeline-trigger-role-dev`,
    { 'iam:PassedToService': 'events.amazonaws.com' },
    true,
  ],
  ['events:PutRule', 'arn:aws:events:eu-west-1:111122223333:rule/shop-dev-source', {}, true],
] as const)('policy pipeline and %s on %s, %o', (action, resource, context, expected) => {
  const policies = policyOf(repo('--source', 'ecr'), 'pipeline');
  expect(identityAllows(policies, { action, resource, context })).toBe(expected);
});

test('policy operator is what plan --operator-policy prints', () => {
  const root = repo();
  const practice = ['plan', '--operator-policy', '--practice', '--environment', 'dev'];
  const { stdout } = runBin(root, [...practice, '--region', 'eu-west-1']);
  expect(policyOf(root, 'operator', '--environment', 'dev')).toEqual([JSON.parse(stdout)]);
});

test.each([
  [['policy'], 'error: No policy is named.'],
  [['policy', 'exce'], "error: There is no policy 'exce'."],
  [['policy', 'pipeline', '--tag', 'a=b'], 'error: --tag does not go with pipeline.'],
  [['policy', 'exec', '--tag', 'a'], "error: --tag: 'a' is not KEY=VALUE."],
])('%j is an error in one line', (words, message) => {
  const { status, stdout, stderr } = runBin(repo(), words);
  expect([status, stdout, stderr.split('\n')[0]]).toEqual([1, '', message]);
});

test('with GitHub Actions, policy pipeline is for who deploys the task definition', () => {
  const root = repo('--deploy', 'github', '--repository-id', 'example/shop');
  const policies = policyOf(root, 'pipeline');
  const asked = (action: string, resource: string) =>
    identityAllows(policies, { action, resource, context: {} });
  expect([
    asked('ecs:RegisterTaskDefinition', '*'),
    asked('ecs:TagResource', `${ECS}task-definition/shop-dev:1`),
    asked('codepipeline:CreatePipeline', 'arn:aws:codepipeline:eu-west-1:111122223333:shop-dev'),
  ]).toEqual([true, false, false]);
});

test('a repo without a pipeline has no policy for it', () => {
  const { stderr } = runBin(repo('--roles', 'task-execution,task'), ['policy', 'pipeline']);
  expect(stderr).toContain('error: This repo makes no pipeline.');
});

test.each([
  ['iam:GetRolePolicy', `${IAM}shop-ecs-task-role-dev`, true],
  ['iam:SimulatePrincipalPolicy', `${IAM}shop-ecs-task-role-dev`, true],
  ['iam:GetRolePolicy', `${IAM}other`, false],
  ['iam:PutRolePolicy', `${IAM}shop-ecs-task-role-dev`, false],
])('policy validate reads the roles of this repo alone: %s on %s', (action, resource, expected) => {
  const policies = policyOf(repo(), 'validate');
  expect(identityAllows(policies, { action, resource })).toBe(expected);
});
