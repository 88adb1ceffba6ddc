import { resolveAnswers } from '../../lib/answers/resolve.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { definitionOf } from '../../lib/definition/definition-of.ts';
import { listOf, recordOf } from '../../lib/iam/equality.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { notes } from '../../lib/service/notes.ts';
import { pipelineStatements } from '../../lib/service/people.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { faultsOfStep } from '../support/faults.ts';

const HERE = 'arn:aws:iam::111122223333:role';

/** The execution role and the build role exist; the execution role is another in production. */
const SOME: Answers = {
  ...DEFAULT_ANSWERS,
  existingRoles: {
    'task-execution': `${HERE}/teams/<project>/exec-<environment>`,
    'prod.task-execution': `${HERE}/exec`,
    codebuild: `${HERE}/Build`,
  },
};

test('an existing role is passed by its ARN and not made', () => {
  const { model, environments } = buildService(SOME);
  expect(model.roles.map(({ id }) => id)).toEqual([
    'task',
    'codepipeline',
    'codebuild-validate',
    'pipeline-deploy',
  ]);
  const passed = environments.map((environment, index) => {
    const deployer = index === 0 ? 'codepipeline' : 'pipeline-deploy';
    const role = definitionOf(model, environment).roles.find(({ id }) => id === deployer);
    const statements = Object.values(role?.inlinePolicies ?? {}).flatMap(({ Statement }) =>
      listOf(Statement).map(recordOf),
    );
    return statements.find(({ Sid }) => Sid === 'PassTaskRoles')?.Resource;
  });
  expect(passed).toEqual([
    [`${HERE}/teams/shop/exec-dev`, 'arn:aws:iam::111122223333:role/shop-ecs-task-role-dev'],
    [`${HERE}/exec`, 'arn:aws:iam::111122223333:role/shop-ecs-task-role-prod'],
  ]);
});

test('the pipeline is whole: its builds run with the existing role, and validate the others', () => {
  const { pipeline, model } = buildService(SOME);
  expect(pipeline?.projects.map(({ id }) => id)).toEqual(['build', 'validate', 'validate']);
  expect(pipeline?.projects[0]?.role.arn).toBe('<codebuildRoleArn>');
  expect(model.existing).toEqual({
    'task-execution': '<taskExecutionRoleArn>',
    codebuild: '<codebuildRoleArn>',
  });
});

test('whoever sets up the pipeline may pass an existing role', () => {
  const pass = pipelineStatements(buildService(SOME)).find(({ sid }) => sid === 'PassCodebuild');
  expect(pass?.resources).toEqual(['<codebuildRoleArn>']);
});

test('the account of an existing role is that of an environment that tells none', () => {
  const { environments } = buildService(SOME);
  expect(environments.map(({ values }) => values.account)).toEqual(Array(2).fill('111122223333'));
});

test('the first note says what exists and is not made', () => {
  expect(notes(buildService(SOME))[0]).toMatch(/^Roles task-execution, codebuild exist already/);
});

test.each(TARGETS.map(({ id }) => id))(
  'no file of target %s makes or names the role that another stands for',
  async (target) => {
    const files = await renderStarter(buildService({ ...SOME, target }));
    const found = files.filter(({ contents }) =>
      /-ecs-task-execution-role-|-codebuild-role-/.test(contents),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
    const taskdef = files.find(({ path }) => path === 'pipeline/taskdef.json')?.contents ?? '';
    expect(JSON.parse(taskdef)).toMatchObject({ executionRoleArn: '${EXECUTION_ROLE_ARN}' });
    const values = files.filter(({ contents }) => contents.includes(`${HERE}/teams/shop/exec-dev`));
    expect(values.map(({ path }) => path)).toContain('iam.lock.json');
  },
);

function faults(...words: readonly (readonly [string, ...string[]])[]): readonly string[] {
  const flags = Object.fromEntries(words.map(([flag, ...values]) => [flag, values]));
  return faultsOfStep(() => resolveAnswers({ flags, folderName: 'shop' })).map(
    ({ name, message, hint }) => `${name}: ${message} ${hint}`,
  );
}

const DEV = ['environments', 'dev'] as const;

test.each([
  [
    'no execution role, made or existing',
    [DEV, ['roles', 'task,codebuild,codepipeline']],
    /^NoExecutionRole: --roles: Role task-execution is not among the roles; .*--existing-role task-execution=ARN\.$/,
  ],
  [
    'a role of another account',
    [DEV, ['account', '444455556666'], ['existing-role', `task=${HERE}/web`]],
    /^ArnElsewhere: .*has account 111122223333, but environment dev has 444455556666\./,
  ],
  [
    'roles of two accounts',
    [DEV, ['existing-role', `task=${HERE}/web`, 'codebuild=arn:aws:iam::444455556666:role/b']],
    /^ArnElsewhere: .*has account 111122223333, but environment dev has 444455556666\./,
  ],
  [
    'a role of another partition',
    [DEV, ['partition', 'aws-cn'], ['existing-role', `task=${HERE}/web`]],
    /^ArnElsewhere: .*has partition aws, but environment dev has aws-cn\./,
  ],
  [
    'a role of some environments alone',
    [
      ['environments', 'dev,prod'],
      ['existing-role', `dev.task=${HERE}/web`],
    ],
    /^ExistingRoleMissing: Role task exists in some environments, and no ARN of it is given for prod\./,
  ],
  [
    'an environment that there is not',
    [DEV, ['existing-role', `stage.task=${HERE}/web`]],
    /^UnknownEnvironment: .*There is no environment 'stage'\./,
  ],
  [
    'a grant for a role that exists',
    [DEV, ['existing-role', `task=${HERE}/web`], ['grant', 's3Read,bucketName=data']],
    /^Contradiction: The answer grants .* is for role task, which exists already .* and is not changed\./,
  ],
  [
    'a name in place of an ARN',
    [DEV, ['existing-role', 'task=ecsTaskExecutionRole']],
    /^BadValue: .*aws iam get-role --role-name ecsTaskExecutionRole --query Role\.Arn/,
  ],
] as const)('%s is refused with the way out', (_, words, fault) => {
  expect(faults(...words)).toEqual([expect.stringMatching(fault)]);
});

test('the execution role may be given instead of made', () => {
  expect(
    faults(
      DEV,
      ['roles', 'task,codebuild,codepipeline'],
      ['existing-role', `task-execution=${HERE}/exec`],
    ),
  ).toEqual([]);
});

test('the README has the existing roles among the others, by their names', async () => {
  const files = await renderStarter(buildService(SOME));
  const readme = files.find(({ path }) => path === 'README.md')?.contents ?? '';
  const rows = readme.split('\n').filter((line) => line.includes('| exists already |'));
  expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| `exec-dev` and `exec`', '| `Build`']);
});
