import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';

const folder = freshFolder();
const ACCOUNT = '123456789012';
const ARN = `arn:aws:iam::${ACCOUNT}:role/acme-<environment>`;

function repo(values: object): string {
  const root = join(folder(), 'repo');
  mkdirSync(root);
  const given = {
    version: 1,
    project: 'shop',
    id: 'bbbb2222',
    environments: { dev: { account: ACCOUNT, region: 'eu-west-1' } },
    ...values,
  };
  writeFileSync(join(root, 'ecs-iam.json'), JSON.stringify(given));
  expect(run('new', '--yes', '--quiet')).toMatchObject({ status: 0, stderr: '' });
  return root;
}

function run(...words: readonly string[]) {
  return runBin(join(folder(), 'repo'), words);
}

/** Somebody else's task role in the practice account. */
function makeTheirs(...names: readonly string[]): void {
  const role = {
    path: '/',
    description: 'Theirs',
    maxSessionDuration: 3600,
    tags: {},
    trust: '{"Version":"2012-10-17","Statement":[]}',
    inline: {},
    attached: [],
  };
  run('plan', '--practice', '--quiet');
  const file = join(folder(), 'repo/.ecs-iam', `practice-${ACCOUNT}.json`);
  expect(run('apply', '--practice', '--yes', '--quiet', '--environment', 'dev').status).toBe(0);
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const [sample] = Object.values<Record<string, unknown>>(state.roles);
  for (const name of names) {
    state.roles[name.toLowerCase()] = { ...sample, ...role, name, RoleName: name };
  }
  writeFileSync(file, JSON.stringify(state));
}

test('--dry-run shows what would become of a role, and writes nothing', () => {
  const root = repo({ target: 'terraform', existingRoles: { task: ARN } });
  makeTheirs('acme-dev');
  const before = tree(root);
  const { status, stdout, stderr } = run('adopt', '--practice', '--dry-run');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('description: Theirs → ECS task role of shop');
  expect(stdout).toMatch(/0 to create, \d to update, 0 to delete/);
  expect(stdout).toMatch(/\nNothing was written, and the account was not changed\.\n$/);
  expect(tree(root)).toEqual(before);
});

test('the answers and the import blocks are written, and stay when the repo is written again', () => {
  const root = repo({ target: 'terraform', existingRoles: { task: ARN } });
  makeTheirs('acme-dev');
  expect(run('adopt', '--practice', '--yes')).toMatchObject({ status: 0, stderr: '' });
  const answers = JSON.parse(readFileSync(join(root, 'ecs-iam.json'), 'utf8'));
  expect([answers.roleNames, answers.existingRoles]).toEqual([
    { task: 'acme-<environment>' },
    undefined,
  ]);
  const imports = join(root, 'iam/environments/dev/imports.tf');
  expect(readFileSync(imports, 'utf8')).toContain('to = module.roles.aws_iam_role.task\n');
  const before = tree(root);
  expect(run('new', '--yes', '--quiet')).toMatchObject({ status: 0 });
  expect(tree(root)).toEqual(before);
  expect(run('plan', '--practice', '--adopt', '--json').stdout).toContain('"create": 0');
});

test('files of an import stay when the repo is written again, until they are deleted', () => {
  const root = repo({ target: 'cloudformation', existingRoles: { task: ARN } });
  makeTheirs('acme-dev');
  const { stdout } = run('adopt', '--practice', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'adopt',
    wrote: true,
    adopted: ['task'],
    environments: [{ environment: 'dev', summary: { create: 0 } }],
    next: ['import/dev/import.sh', 'scripts/deploy-iam.sh dev'],
  });
  const before = tree(root);
  expect(run('new', '--yes', '--quiet')).toMatchObject({ status: 0 });
  expect(tree(root)).toEqual(before);
});

test('an edited definition is a conflict, and nothing is written', () => {
  const root = repo({ target: 'cli', existingRoles: { task: ARN } });
  makeTheirs('acme-dev');
  const file = join(root, 'iam/roles/codepipeline.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"Allow"', '"Deny"'));
  const before = tree(root);
  expect(run('adopt', '--practice')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('iam/roles/codepipeline.json was edited'),
  });
  expect(tree(root)).toEqual(before);
});

test.each([
  [
    'a role that is not there',
    { existingRoles: { task: ARN } },
    [],
    [],
    /^error: Account 123456789012 has no role 'acme-dev', which environment dev is said to use; nothing was changed\.$/m,
  ],
  [
    'one role of two environments',
    {
      environments: { dev: { account: ACCOUNT }, prod: { account: ACCOUNT } },
      existingRoles: { task: ARN.replace('<environment>', 'all') },
    },
    ['acme-all'],
    [],
    /^error: A role belongs to one environment, and one of these would belong to two\./m,
  ],
  [
    'a role that the answers do not use',
    { existingRoles: { task: ARN } },
    ['acme-dev'],
    ['--role', 'codebuild'],
    /^error: --role: 'codebuild' is not among the roles that exist\.\n {2}They are task\.$/m,
  ],
])('%s is refused, and nothing is written', (_, values, theirs, flags, message) => {
  const root = repo({ target: 'cli', ...values });
  makeTheirs(...theirs);
  const before = tree(root);
  expect(run('adopt', '--practice', ...flags)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(message),
  });
  expect(tree(root)).toEqual(before);
});

test('a repo without such a role is told so', () => {
  repo({ target: 'cli' });
  makeTheirs();
  expect(run('adopt', '--practice')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^There is nothing to adopt: /),
  });
  expect(existsSync(join(folder(), 'repo/import'))).toBe(false);
});
