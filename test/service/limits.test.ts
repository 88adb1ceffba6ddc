import type { Answers } from '../../lib/answers/types.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { VALUES } from '../support/values.ts';

const LONG_NAMES = Array.from({ length: 60 }, (_, at) => `team/${'secret'.repeat(20)}-${at}`);

function withSecrets(many: number, more: Partial<Answers> = {}): Answers {
  return {
    ...DEFAULT_ANSWERS,
    secrets: LONG_NAMES.slice(0, many).map((name) => ({ name })),
    ...more,
  };
}

/** The message and hint that building a model fails with. */
function failure(answers: Answers): string {
  try {
    buildService(answers).model;
  } catch (error) {
    if (error instanceof Error)
      return `${error.name}: ${error.message} ${'hint' in error ? error.hint : ''}`;
  }
  return '';
}

test('a role name of 64 characters is taken', () => {
  const project = 'p'.repeat(35);
  expect(
    failure({ ...DEFAULT_ANSWERS, project, environments: [{ name: 'prod', values: {} }] }),
  ).toBe('');
});

test('a longer role name is refused with role, environment and overrun', () => {
  const answers = {
    ...DEFAULT_ANSWERS,
    project: 'p'.repeat(37),
    environments: [{ name: 'prod', values: {} }],
    roles: ['task-execution'] as const,
  };
  expect(failure(answers)).toMatch(
    /^RoleNameTooLong: Role 'p{37}-ecs-task-execution-role-prod' \(environment prod\): .* 66, 2 over IAM's limit of 64\./,
  );
});

test('inline policies of more than 10,240 characters point to managed ones where those fit', () => {
  const subnets = Array.from({ length: 20 }, (_, at) => `subnet-${'0'.repeat(15)}${10 + at}`);
  const answers: Answers = {
    ...DEFAULT_ANSWERS,
    environments: [{ name: 'dev', values: { buildSecurityGroupId: 'sg-1' } }],
    lists: { buildSecretName: LONG_NAMES.slice(0, 26), buildSubnetId: subnets },
    options: { 'codebuild.buildSecrets': true, 'codebuild.vpc': true },
  };
  expect(failure(answers)).toMatch(
    /^InlinePoliciesTooLarge: Role 'shop-codebuild-role-dev' \(environment dev\): its inline policies together have characters: \d+, \d+ over IAM's limit of 10240\. .*--role-policies codebuild=customer-managed/,
  );
  expect(failure({ ...answers, rolePolicies: { codebuild: 'customer-managed' } })).toBe('');
});

test('where managed policies would not fit either, they are not proposed', () => {
  const text = failure(withSecrets(60, { environments: [{ name: 'dev', values: {} }] }));
  expect(text).toMatch(/^InlinePoliciesTooLarge: Role 'shop-ecs-task-execution-role-dev'/);
  expect(text).toMatch(/As managed policies they would not fit either/);
});

test('a managed policy of more than 6,144 characters is refused with its name', () => {
  const answers = withSecrets(60, {
    policies: 'customer-managed',
    environments: [{ name: 'dev', values: {} }],
  });
  expect(failure(answers)).toMatch(
    /^ManagedPolicyTooLarge: Role 'shop-ecs-task-execution-role-dev' \(environment dev\): its managed policy 'shop-ecs-task-execution-role-dev-TaskExecution' has characters: \d+, \d+ over IAM's limit of 6144\./,
  );
});

test('a trust policy of more than 2,048 characters is refused', () => {
  const answers: Answers = {
    ...DEFAULT_ANSWERS,
    environments: [{ name: 'dev', values: {} }],
    roles: ['cross-account-ecr-pull'],
    options: { 'cross-account-ecr-pull.assumableByDeployer': true },
    values: {
      registryAccount: '444455556666',
      deployerRoleArn: `arn:aws:iam::444455556666:role/${'r/'.repeat(900)}deployer`,
    },
  };
  expect(failure(answers)).toMatch(
    /^TrustPolicyTooLarge: Role 'shop-cross-account-ecr-role-dev' \(environment dev\): its trust policy has characters: \d+, \d+ over IAM's limit of 2048\./,
  );
});

test('tags beyond 50 are refused, the three of our own counted', () => {
  const tags = Object.fromEntries(Array.from({ length: 48 }, (_, at) => [`tag-${at}`, 'x']));
  expect(failure({ ...DEFAULT_ANSWERS, tags })).toMatch(
    /its tags number 51, 1 over IAM's limit of 50/,
  );
});

test.each([
  [{ tags: { ['k'.repeat(129)]: 'v' } }, /tag 'k+' has characters: 129, 1 over/],
  [{ tags: { key: 'v'.repeat(257) } }, /tag 'key' has characters: 257, 1 over/],
  [{ rolePath: `/${'p'.repeat(511)}/` }, /its path has characters: 513, 1 over/],
  [
    { roleOverrides: { task: { description: 'd'.repeat(1001) } } },
    /its description has characters: 1001, 1 over/,
  ],
])('%o is too long', (more, expected) => {
  expect(failure({ ...DEFAULT_ANSWERS, ...more })).toMatch(expected);
});

test('more attached policies than the quota are refused', () => {
  const answers: Answers = {
    ...DEFAULT_ANSWERS,
    environments: [{ name: 'dev', values: VALUES }],
    policies: 'customer-managed',
    grants: GRANTS.slice(0, 11).map(({ id }) => ({ preset: id, values: {} })),
  };
  expect(failure(answers)).toMatch(
    /^TooManyAttachedPolicies: Role 'shop-ecs-task-role-dev' \(environment dev\): its attached policies number 11, 1 over IAM's limit of 10\./,
  );
});

test('a repository policy that names too many accounts is refused', () => {
  const crossAccountPull = Array.from({ length: 60 }, (_, at) => `${100000000000 + at}`);
  expect(failure({ ...DEFAULT_ANSWERS, crossAccountPull })).toMatch(
    /The ecr-repository policy of 'shop' \(environment dev\) has \d+ characters, \d+ over AWS's limit of 10240\./,
  );
});

test('each environment that is over is named', () => {
  expect(failure({ ...DEFAULT_ANSWERS, project: 'p'.repeat(38) })).toMatch(
    /environment dev[\s\S]*environment prod/,
  );
});
