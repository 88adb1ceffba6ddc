import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();
const ARN = 'arn:aws:iam::123456789012:role/x';

async function repo(...flags: readonly string[]): Promise<string> {
  const words = ['new', 'shop', '--yes', '--target', 'cli', '--id', 'a1b2c3d4', ...flags];
  await runCommand(folder(), [...words, '--quiet']);
  return join(folder(), 'shop');
}

function answersIn(root: string) {
  return JSON.parse(readFileSync(join(root, 'ecs-iam.json'), 'utf8'));
}

function treeOf(root: string) {
  const { '.yo-rc.json': _, ...files } = tree(root);
  return files;
}

/** What is added, what removes it again, and flags of the repo that it needs. */
const PAIRS: readonly (readonly [add: string, remove: string, flags: string])[] = [
  ['environment staging --before prod --region eu-west-1', 'environment staging', ''],
  ['grant s3Read data', 'grant s3Read', ''],
  ['grant s3Read,bucketName=data prefix=in', 'grant s3Read data', '--grant s3Read,bucketName=bbb'],
  ['secret shop/db', 'secret DB', ''],
  ['secret DB=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCd12', 'secret DB', ''],
  ['parameter /shop/a shop/b', 'parameters shop/a,/shop/b', ''],
  ['role ecs-exec', 'role ecs-exec', ''],
  ['role scheduled-task-events', 'roles scheduled-task-events', ''],
  ['role ecs-exec', 'role ecs-exec', '--roles task,task-execution --deploy none'],
  ['option codepipeline.validateStage=off', 'option codepipeline.validateStage', ''],
  ['tag team=orders cost=<environment>', 'tag cost team', ''],
  ['value cluster=main', 'value cluster', ''],
  ['value cluster=main --environment prod', 'value prod.cluster', ''],
  ['value prod.cluster=main', 'value cluster --environment prod', ''],
  ['value buildSubnetId=subnet-11111111,subnet-22222222', 'value buildSubnetId', ''],
  ['value buildSubnetId=subnet-11111111', 'value buildSubnetId=subnet-11111111', ''],
  ['env-file data/a.env', 'env-file arn:aws:s3:::data/a.env', ''],
  [`existing-role task-execution=${ARN}`, 'existing-role task-execution', ''],
  [`existing-role dev.task=${ARN}1 prod.task=${ARN}2`, 'existing-role prod.task dev.task', ''],
  ['role-name task=t-<environment>', 'role-name task', ''],
  ['role-policy task-execution=aws-managed', 'role-policy task-execution', ''],
  ['role-override task.maxSessionDuration=7200', 'role-override task.maxSessionDuration', ''],
  ['task-statement s3:GetObject arn:aws:s3:::b/*', 'task-statement S3GetObject', ''],
  ['execution-statement s3:GetObject arn:aws:s3:::b/* --sid Own', 'execution-statement Own', ''],
  ['cross-account-pull 210987654321', 'cross-account-pull 2109-8765-4321', ''],
  ['cross-account-logs to:210987654321', 'cross-account-logs to:210987654321', ''],
];

test.each(PAIRS)(
  'add %s, then remove %s, leaves the repo as it was',
  async (add, remove, flags) => {
    const root = await repo(...flags.split(' ').filter(Boolean));
    const before = treeOf(root);
    const added = await runCommand(root, ['add', ...add.split(' ')]);
    expect([added.status, added.stderr]).toEqual([0, '']);
    const between = treeOf(root);
    expect(between['ecs-iam.json']).not.toBe(before['ecs-iam.json']);
    const again = await runCommand(root, ['add', ...add.split(' ')]);
    expect([again.status, again.stdout]).toEqual([
      0,
      expect.stringMatching(/there already\. Nothing was written\.\n$/),
    ]);
    expect(treeOf(root)).toEqual(between);
    const removed = await runCommand(root, ['remove', ...remove.split(' ')]);
    expect([removed.status, removed.stderr]).toEqual([0, '']);
    expect(treeOf(root)).toEqual(before);
  },
);

test('a change writes what new writes with the same answers', async () => {
  const root = await repo();
  await runCommand(root, ['add', 'grant', 's3Read', 'data']);
  await runCommand(root, ['add', 'environment', 'qa', '--set', 'cluster=main']);
  const small = treeOf(root);
  const flags = ['--grant', 's3Read,bucketName=data', '--environments', 'dev,prod,qa'];
  await runCommand(folder(), ['new', 'shop', '--yes', ...flags, '--set', 'qa.cluster=main']);
  expect(treeOf(root)).toEqual(small);
});

test.each([
  ['add grnt x', 'UnknownWord', "Did you mean 'grant'?"],
  ['add', 'UnknownWord', 'Write ecs-iam add environment|grant|'],
  ['remove secret', 'UnknownWord', 'There is: shop/db.'],
  ['add grant s3Reed data', 'UnknownGrant', "Did you mean 's3Read'?"],
  ['add grant s3Read', 'GrantIncomplete', 'bucketName=…'],
  ['add grant xray data', 'TooManyWords', 'Leave it out.'],
  ['add role taks', 'UnknownRole', "Did you mean 'task'?"],
  ['add role all', 'UnknownRole', 'ecs-iam new . --roles all'],
  ['add environment qa --before prd', 'UnknownEnvironment', "Did you mean 'prod'?"],
  ['add environment QA_1 qa-1', 'DuplicateEnvironment', 'rename one'],
  ['add grant s3Read data --environment prod', 'BadFlag', 'write <environment> into its value'],
  ['add value cluster=a --environment prd', 'UnknownEnvironment', "Did you mean 'prod'?"],
  ['add tag team=a --region eu-west-1', 'BadFlag', 'add value NAME=VALUE'],
  ['add option codebuild.vcp', 'UnknownOption', 'vpc'],
  [
    'add option codebuild.vpc --set buildSubnetId=subnet-11111111',
    'MissingValue',
    '--set buildSecurityGroupId=…',
  ],
  ['add task-statement s3:GetObject', 'TooFewWords', 'arn:aws:s3:::data/*'],
  ['add preset ./acme.json', 'PresetNotFound', 'preset new FILE'],
  ['remove secret shop/dc', 'NotThere', "Did you mean 'shop/db'?"],
  ['remove grant sqsSend', 'NotThere', 'There is no grant.'],
  ['remove role scheduled-task-events', 'NotThere', 'There is: task-execution'],
  ['remove role codebuild-validate', 'RoleFollows', 'ecs-iam explain'],
  ['remove environment dev prod', 'LastEnvironment', 'ecs-iam add environment NAME'],
  ['remove environment prd', 'NotThere', "Did you mean 'prod'?"],
  ['add secret ,', 'UnknownWord', 'There is: shop/db.'],
  ['add tag a=1 a=2', 'GivenTwice', 'Give it once.'],
  ['remove value cluster=other', 'NotThere', 'There is: '],
  ['remove tag team', 'NotThere', 'There is no tag.'],
])('%s is refused (%s), and nothing is written', async (words, code, hint) => {
  const root = await repo('--secrets', 'shop/db', '--cluster', 'main');
  const before = tree(root);
  const { status, stdout, stderr } = await runCommand(root, words.split(' '));
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(hint);
  expect(stderr.match(/^error/gm)?.length).toBe(1);
  expect(tree(root)).toEqual(before);
  expect(code).toMatch(/^[A-Z]/);
});

test('a placeholder that takes several values gets further ones, and each goes by itself', async () => {
  const root = await repo();
  const [one, two, three] = ['subnet-11111111', 'subnet-22222222', 'subnet-33333333'];
  const after = async (words: string) => {
    await runCommand(root, words.split(' '));
    const { values, lists } = answersIn(root);
    return [values?.buildSubnetId, lists?.buildSubnetId];
  };
  expect(await after(`add value buildSubnetId=${one}`)).toEqual([one, undefined]);
  expect(await after(`add value buildSubnetId=${two} buildSubnetId=${three}`)).toEqual([
    one,
    [one, two, three],
  ]);
  expect(await after(`remove value buildSubnetId=${one}`)).toEqual([two, [two, three]]);
  expect(await after(`remove value buildSubnetId=${two}`)).toEqual([three, undefined]);
  expect(await after(`remove value buildSubnetId`)).toEqual([undefined, undefined]);
});

test('of two grants alike the user says which', async () => {
  const root = await repo('--grant', 's3Read,bucketName=aaa', '--grant', 's3Read,bucketName=bbb');
  const { stderr } = await runCommand(root, ['remove', 'grant', 's3Read']);
  expect(stderr).toMatch(/'s3Read' may be s3Read,bucketName=aaa or s3Read,bucketName=bbb\./);
  await runCommand(root, ['remove', 'grant', 's3Read', 'aaa']);
  expect(answersIn(root).grants).toEqual([{ preset: 's3Read', bucketName: 'bbb' }]);
});

test('an environment that goes takes its own answers with it', async () => {
  const own = ['--set', 'prod.cluster=main', '--existing-role', `prod.task=${ARN}2`];
  const root = await repo('--home', 'prod', ...own, '--existing-role', `dev.task=${ARN}1`);
  const { stdout } = await runCommand(root, ['remove', 'environment', 'prod']);
  expect(stdout).toContain('The pipeline is that of dev from now on');
  const { environments, home, existingRoles } = answersIn(root);
  expect({ environments, home, existingRoles }).toEqual({
    environments: { dev: {} },
    home: undefined,
    existingRoles: { 'dev.task': `${ARN}1` },
  });
});

test('the built program says what follows for files and account, and the exact command', async () => {
  const root = await repo();
  const dry = runBin(root, ['remove', 'environment', 'prod', '--dry-run', '--json']);
  const { wrote, removed, files, account, retired, next } = JSON.parse(dry.stdout);
  expect({ wrote, removed, next }).toEqual({
    wrote: false,
    removed: ['prod'],
    next: ['scripts/deploy-iam.sh dev'],
  });
  expect(files).toContainEqual({ path: 'environments/prod.env', state: 'remove' });
  expect(account.goes).toContainEqual({ environment: 'prod', name: 'shop-ecs-task-role-prod' });
  expect(retired).toEqual([
    expect.stringMatching(/npx generator-ecs-iam destroy --environment prod$/),
  ]);
  expect(answersIn(root).environments).toEqual({ dev: {}, prod: {} });
  const { status, stdout } = runBin(root, ['remove', 'environment', 'prod']);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^Removed environment prod\.\n/)]);
  const list = runBin(root, [
    'destroy',
    '--environment',
    'prod',
    '--practice',
    '--confirm',
    'prod',
  ]);
  expect(list.stderr).not.toMatch(/^error/m);
});

test('what a preset locks, forbids or gives holds', async () => {
  const preset = {
    name: 'acme',
    defaults: { tags: { cost: '1' } },
    locked: { secrets: ['shop/db'] },
    forbidden: { grants: ['s3ReadWrite'] },
  };
  writeFileSync(join(folder(), 'acme.json'), JSON.stringify(preset));
  const root = await repo();
  const add = await runCommand(root, ['add', 'preset', '../acme.json']);
  expect([add.status, answersIn(root).presets]).toEqual([0, ['../acme.json']]);
  const refused = async (...words: readonly string[]) => (await runCommand(root, words)).stderr;
  expect(await refused('add', 'secret', 'other')).toContain('add secret: preset acme');
  expect(await refused('remove', 'secret', 'shop/db')).toContain('locks secrets');
  expect(await refused('add', 'grant', 's3ReadWrite', 'data')).toContain(
    'add grant: Preset acme forbids grant s3ReadWrite.',
  );
  expect(await refused('remove', 'tag', 'cost')).toContain('comes from a preset');
  const { status } = await runCommand(root, ['remove', 'preset', '../acme.json']);
  expect([status, answersIn(root).presets, answersIn(root).secrets]).toEqual([
    0,
    undefined,
    undefined,
  ]);
});

test('a file that was edited is a conflict, and nothing is written', async () => {
  const root = await repo();
  writeFileSync(join(root, 'iam/roles/task.json'), '{}\n');
  const before = tree(root);
  const { status, stderr } = await runCommand(root, ['add', 'grant', 's3Read', 'data']);
  expect([status, stderr]).toEqual([1, expect.stringContaining('iam/roles/task.json was edited')]);
  expect(tree(root)).toEqual(before);
});

test.each([
  [true, 'Written.'],
  [false, 'Nothing was written.'],
])('a person is shown what follows, and asked (%s)', async (go, last) => {
  const root = await repo();
  const words = ['add', 'grant', 's3Read', 'data'];
  const { stdout, stderr } = await runCommand(root, words, { reply: () => go });
  expect(stdout).toMatch(/^Adds grant s3Read,bucketName=data\./);
  expect([stderr, answersIn(root).grants !== undefined]).toEqual([`${last}\n`, go]);
});
