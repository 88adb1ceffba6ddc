import type { TrustKind } from '../../lib/answers/types.ts';
import { ROLES, type RoleId } from '../../lib/roles/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

const IDS: readonly RoleId[] = ROLES.map(({ id }) => id);

function trustOf(role: RoleId, trust: TrustKind, options: Readonly<Record<string, boolean>> = {}) {
  const environments = [{ name: 'prod', values: VALUES }];
  const answers = { ...DEFAULT_ANSWERS, roles: [role], environments, trust, options };
  return roleDocuments(role, answers).trust.Statement;
}

function keysOf(statements: ReturnType<typeof trustOf>): readonly string[] {
  return statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));
}

const SOURCE = ['aws:SourceAccount', 'aws:SourceArn'];

test.each([
  ['task-execution', ['aws:SourceAccount']],
  ['task', SOURCE],
  ['ecs-exec', SOURCE],
  ['codebuild', SOURCE],
  ['codepipeline', []],
  ['service', []],
  ['codedeploy', ['aws:SourceAccount', 'aws:SourceArn']],
  ['infrastructure', []],
  ['container-instance', []],
  ['anywhere', SOURCE],
  ['scheduled-task-scheduler', SOURCE],
  ['scheduled-task-events', SOURCE],
  ['cross-account-ecr-pull', ['aws:SourceAccount']],
] as const)('by default %s has the conditions that AWS documents', (id, keys) => {
  expect(keysOf(trustOf(id, 'default'))).toEqual(keys);
});

test.each([
  ['task-execution', SOURCE],
  ['codepipeline', SOURCE],
  ['cross-account-ecr-pull', SOURCE],
  ['service', []],
] as const)('strict trust gives %s every condition that its service offers', (id, keys) => {
  expect(keysOf(trustOf(id, 'strict'))).toEqual(keys);
});

test.each(IDS)('plain trust drops the source conditions of %s and nothing else', (id) => {
  const kept = keysOf(trustOf(id, 'default')).filter((key) => !SOURCE.includes(key));
  expect(keysOf(trustOf(id, 'plain'))).toEqual(kept);
  expect(trustOf(id, 'plain').map(({ Principal }) => Principal)).toEqual(
    trustOf(id, 'default').map(({ Principal }) => Principal),
  );
});

test('plain trust leaves no empty condition behind', () => {
  for (const id of IDS) {
    for (const { Condition } of trustOf(id, 'plain')) {
      if (Condition === undefined) continue;
      expect(Object.values(Condition).map(Object.keys)).not.toContainEqual([]);
    }
  }
});

test('plain trust keeps what names a role or a workflow', () => {
  expect(keysOf(trustOf('cross-account-logs', 'plain'))).toEqual(['aws:PrincipalArn']);
  expect(keysOf(trustOf('github-oidc-deploy', 'plain'))).toEqual([
    'token.actions.githubusercontent.com:aud',
    'token.actions.githubusercontent.com:sub',
  ]);
});

test('one role can be strict by name', () => {
  const options = { 'codepipeline.strictTrust': true };
  expect(trustOf('codepipeline', 'default', options)).toEqual(trustOf('codepipeline', 'strict'));
});

test('an option adds a principal in a statement of its own', () => {
  const options = { 'cross-account-ecr-pull.assumableByDeployer': true };
  const [tasks, deployer] = trustOf('cross-account-ecr-pull', 'default', options);
  expect(tasks?.Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
  expect(deployer).toMatchObject({
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Condition: { ArnEquals: { 'aws:PrincipalArn': VALUES.deployerRoleArn } },
  });
});

test('an option adds a condition to what is there', () => {
  const options = { 'cross-account-logs.organizationOnly': true };
  expect(keysOf(trustOf('cross-account-logs', 'default', options))).toEqual([
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
  ]);
});

test('an option takes the place of the trust', () => {
  const options = { 'github-oidc-deploy.branchSubject': true };
  const [workflow, ...others] = trustOf('github-oidc-deploy', 'default', options);
  expect(others).toEqual([]);
  expect(workflow?.Condition?.StringEquals).toMatchObject({
    'token.actions.githubusercontent.com:sub': 'repo:example/shop:ref:refs/heads/main',
  });
});

test("GitHub's audience follows the partition", () => {
  const { oidcAudience: _, ...values } = { ...VALUES, partition: 'aws-cn', region: 'cn-north-1' };
  const environments = [{ name: 'prod', values }];
  const answers = { ...DEFAULT_ANSWERS, roles: ['github-oidc-deploy'] as const, environments };
  const [workflow] = roleDocuments('github-oidc-deploy', answers).trust.Statement;
  expect(workflow?.Condition?.StringEquals).toMatchObject({
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com.cn',
  });
});
