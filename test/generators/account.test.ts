import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import helpers from 'yeoman-test';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

function answers(values: object = {}): void {
  const given = { version: 1, project: 'shop', target: 'cli', environments: ['dev'], ...values };
  writeFileSync(join(folder(), 'ecs-iam.json'), JSON.stringify(given));
}

function practise(...words: readonly string[]) {
  return runBin(folder(), [...words, '--practice']);
}

test('the whole loop on an account to practise on', () => {
  answers();
  expect(practise('validate').status).toBe(2);
  expect(practise('apply', '--yes')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('widens'),
  });
  expect(practise('plan')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('No changes'),
    stderr: '',
  });
  expect(practise('validate').status).toBe(0);
  expect(practise('destroy', '--confirm', 'dev').status).toBe(0);
  expect(practise('plan').status).toBe(2);
});

test('nothing but the folder .ecs-iam is written, and git ignores it', () => {
  answers();
  practise('apply', '--yes');
  expect(readdirSync(folder()).sort()).toEqual(['.ecs-iam', 'ecs-iam.json']);
  expect(readFileSync(join(folder(), '.ecs-iam/.gitignore'), 'utf8')).toBe('*\n');
  expect(readdirSync(join(folder(), '.ecs-iam')).sort()).toEqual([
    '.gitignore',
    'practice-000000000000.json',
  ]);
});

test.each([
  [['apply'], /Nobody is there to confirm apply/],
  [['destroy'], /Give --confirm dev\./],
  [['apply', '--confirm', 'prod'], /--confirm prod does not name environment dev/],
])('without a terminal and a yes %j changes nothing', (words, message) => {
  answers();
  if (words[0] === 'destroy') practise('apply', '--yes');
  const before = practise('plan', '--json').stdout;
  expect(practise(...words)).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
  expect(practise('plan', '--json').stdout).toBe(before);
});

test('--yes is not enough to destroy', () => {
  answers();
  practise('apply', '--yes');
  expect(practise('destroy', '--yes')).toMatchObject({ status: 1 });
});

test('all environments: one of another account is not checked, and that is an error', () => {
  answers({
    environments: { dev: { account: '000000000000' }, prod: { account: '111122223333' } },
  });
  const { status, stdout } = practise('plan', '--environment', 'all', '--json');
  const environments = JSON.parse(stdout).environments;
  expect([status, environments.map((one: { status: string }) => one.status)]).toEqual([
    1,
    ['checked', 'not-checked'],
  ]);
});

test('without a terminal and with several environments one must be named', () => {
  answers({ environments: ['dev', 'prod'] });
  expect(practise('plan')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Several environments exist: dev, prod.'),
  });
});

test('a role that is not ours stops apply before anything is done', () => {
  answers();
  practise('apply', '--yes');
  const file = join(folder(), '.ecs-iam/practice-000000000000.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  state.roles['shop-ecs-task-role-dev'].tags = {};
  delete state.roles['shop-codebuild-role-dev'].inline.CodeBuild;
  writeFileSync(file, JSON.stringify(state));
  expect(practise('apply', '--yes')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--adopt'),
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(state);
  expect(practise('apply', '--yes', '--adopt')).toMatchObject({ status: 0 });
});

test('the second of two repos of one project and environment touches nothing, until it adopts', () => {
  answers({ id: 'aaaa1111' });
  practise('apply', '--yes');
  const file = join(folder(), '.ecs-iam/practice-000000000000.json');
  const state = readFileSync(file, 'utf8');
  answers({ id: 'bbbb2222', tags: { team: 'other' } });
  expect(practise('plan').stdout).toContain("id 'aaaa1111', and that of this repo is 'bbbb2222'");
  expect(practise('apply', '--yes')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("id 'aaaa1111'"),
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(state));
  expect(practise('apply', '--yes', '--adopt')).toMatchObject({ status: 0 });
  expect(practise('plan')).toMatchObject({ status: 0 });
});

test('a role under a name of the answers is found when it is no longer made', () => {
  const roleNames = { task: 'acme-<project>-<environment>' };
  answers({ roleNames });
  practise('apply', '--yes');
  answers({ roleNames, roles: ['task-execution'] });
  expect(practise('validate').stdout).toContain(
    "Role 'acme-shop-dev' is ours and no longer defined",
  );
});

test.each([
  ['text', /^shop dev\b/m],
  ['json', /^\{[\s\S]*"command": "validate"[\s\S]*\}\n$/],
  ['sarif', /"version": "2\.1\.0"/],
  ['junit', /^<\?xml version="1\.0"[\s\S]*<testsuites/],
])('--output writes the report to a file as %s, and nothing to stdout', (format, report) => {
  answers();
  const words = ['--format', format, '--output', 'report'];
  expect(practise('validate', ...words)).toMatchObject({ status: 2, stdout: '' });
  expect(readFileSync(join(folder(), 'report'), 'utf8')).toMatch(report);
});

test('--operator-policy prints a policy that changes exactly these names', () => {
  answers();
  const { status, stdout } = practise('plan', '--operator-policy');
  expect([status, JSON.parse(stdout).Version]).toEqual([0, '2012-10-17']);
  expect(stdout).toContain('role/shop-ecs-task-role-dev');
  const patterns = [...stdout.matchAll(/role\/shop-\*-dev/g)];
  expect([patterns.length, stdout]).toEqual([3, expect.stringContaining('aws:ResourceTag/')]);
});

test('an operator policy that is too long for a managed policy is reported as such', () => {
  answers({ rolePath: `/${'a'.repeat(300)}/` });
  const { status, stdout, stderr } = practise('plan', '--operator-policy');
  expect([status, JSON.parse(stdout).Version]).toEqual([0, '2012-10-17']);
  expect(stderr).toMatch(
    /^The policy for dev has [\d,]+ characters; a managed policy takes 6,144\./,
  );
  answers();
  expect(practise('plan', '--operator-policy').stderr).not.toMatch(/characters/);
});

test('an operator policy without a boundary is said to amount to an administrator', () => {
  answers();
  expect(practise('plan', '--operator-policy').stderr).toMatch(
    /^Roles of dev have no permissions boundary: .* administrator's\. .* --permissions-boundary\.$/m,
  );
  answers({ values: { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } });
  expect(practise('plan', '--operator-policy').stderr).toBe('');
});

test('--practice-file names the account to work on; a broken one is refused', () => {
  answers();
  mkdirSync(join(folder(), 'class'));
  const words = ['--practice-file', 'class/account.json'];
  expect(runBin(folder(), ['apply', '--yes', ...words]).status).toBe(0);
  expect(runBin(folder(), ['validate', ...words]).status).toBe(0);
  writeFileSync(join(folder(), 'class/account.json'), '{');
  expect(runBin(folder(), ['plan', ...words])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('does not hold a practice account'),
  });
});

test('an unfinished run is undone with --rollback, and only once', () => {
  answers();
  practise('apply', '--yes');
  const file = join(folder(), '.ecs-iam/practice-000000000000.json');
  const before = JSON.parse(readFileSync(file, 'utf8'));
  // A run that was killed after its first step: a tag of another value.
  const change = {
    kind: 'tags',
    owner: 'shop-ecs-task-role-dev',
    item: 'shop-ecs-task-role-dev',
    widens: false,
    before: { team: 'a' },
    after: { team: 'b' },
  };
  const header = {
    version: 1,
    verb: 'apply',
    environment: 'dev',
    account: '000000000000',
    changes: [change],
  };
  writeFileSync(
    join(folder(), '.ecs-iam/dev.0001.jsonl'),
    `${JSON.stringify(header)}\n{"index":0,"state":"begun"}\n{"ind`,
  );
  expect(practise('apply', '--rollback', '--yes')).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(file, 'utf8')).roles['shop-ecs-task-role-dev'].tags).toEqual({
    ...before.roles['shop-ecs-task-role-dev'].tags,
    team: 'a',
  });
  expect(readdirSync(join(folder(), '.ecs-iam'))).not.toContain('dev.0001.jsonl');
  expect(practise('apply', '--rollback', '--yes')).toMatchObject({ status: 0 });
});

test.each(['plan', 'apply', 'validate', 'destroy'])(
  'yo ecs-iam:%s runs the same command',
  async (name) => {
    answers();
    practise(...(name === 'validate' || name === 'destroy' ? ['apply', '--yes'] : ['plan']));
    const before = process.exitCode;
    await helpers
      .run(
        join(import.meta.dirname, `../../dist/generators/${name}/index.js`),
        { namespace: `ecs-iam:${name}` },
        { cwd: folder() },
      )
      .withOptions({
        practice: true,
        quiet: true,
        output: 'report',
        ...(name === 'apply' && { yes: true }),
        ...(name === 'destroy' && { confirm: 'dev' }),
        // Yeoman's types know its own options alone.
      } as never)
      .cd(folder());
    const code = process.exitCode;
    process.exitCode = before;
    expect(code ?? 0).toBe(name === 'plan' ? 2 : 0);
    expect(readFileSync(join(folder(), 'report'), 'utf8')).toContain('shop dev');
  },
);

test('what environments share is counted once, an unchanged one is a line, and the command mends', () => {
  answers({ environments: ['dev', 'prod'] });
  const before = practise('plan', '--environment', 'all').stdout;
  expect(before).toMatch(/^shop, practice account 000000000000\n {2}dev +\d+ to create/);
  expect(before).toMatch(/^ {2}dev and prod {2}shared: 3 to create, 0 to update, 0 to delete/m);
  expect(before.match(/create ECR repository shop/g)).toHaveLength(1);
  expect(before).toMatch(/\nTo make these changes: ecs-iam apply --environment all --practice\n$/);
  practise('apply', '--environment', 'dev', '--yes');
  const after = practise('plan', '--environment', 'all').stdout;
  expect(after).toMatch(/^ {2}dev +No changes: the account is as defined\.$/m);
  expect(after).not.toContain('shop-ecs-task-role-dev');
  expect(after).toMatch(/\nTo make these changes: ecs-iam apply --environment prod --practice\n$/);
  expect(practise('plan', '--environment', 'dev').stdout).toBe(
    'shop dev, practice account 000000000000: No changes: the account is as defined.\n',
  );
});

test('the mending command works from where it is printed', () => {
  answers();
  const [, line = ''] = /To change it: ecs-iam (.*)\n$/.exec(practise('validate').stdout) ?? [];
  expect(line).toBe('apply --practice');
  expect(runBin(folder(), [...line.split(' '), '--yes']).status).toBe(0);
  expect(practise('validate').status).toBe(0);
});

test('destroy of all environments touches none before each is confirmed', () => {
  answers({ environments: ['dev', 'prod'] });
  practise('apply', '--environment', 'all', '--yes');
  const file = join(folder(), '.ecs-iam/practice-000000000000.json');
  const state = readFileSync(file, 'utf8');
  const all = ['destroy', '--environment', 'all', '--confirm'];
  expect(practise(...all, 'dev')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--confirm dev does not name environment prod'),
  });
  expect(readFileSync(file, 'utf8')).toBe(state);
  expect(practise(...all, 'dev,prod').status).toBe(0);
  expect(practise('plan', '--environment', 'dev').status).toBe(2);
});
