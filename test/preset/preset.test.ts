import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

const AUDIT = {
  id: 'auditBucket',
  summary: 'Writes audit records.',
  statements: [
    {
      sid: 'WriteAudit',
      actions: ['s3:PutObject'],
      resources: ['arn:<partition>:s3:::<bucketName>/audit/*'],
      why: 'Every service of the team leaves audit records.',
    },
  ],
};

function preset(name: string, content: object): string {
  writeFileSync(join(folder(), `${name}.json`), JSON.stringify({ name, ...content }, null, 2));
  return `./${name}.json`;
}

function run(...words: readonly string[]) {
  return runBin(folder(), [...words]);
}

function answers(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder(), 'shop/ecs-iam.json'), 'utf8'));
}

function faultsOf(...words: readonly string[]): readonly string[] {
  const { status, stderr } = run(...words);
  expect(status).toBe(1);
  return stderr.split('\n').filter((line) => line.startsWith('error: '));
}

test('a default applies, and the answers file does not repeat it', () => {
  const file = preset('acme', { defaults: { exec: 'task', tags: { team: 'a' } } });
  expect(run('new', 'shop', '--yes', '--preset', file, '--tag', 'own=b').status).toBe(0);
  expect(answers()).toMatchObject({ presets: ['../acme.json'], tags: { own: 'b' } });
  expect(answers()).not.toHaveProperty('exec');
  const lock = readFileSync(join(folder(), 'shop/iam.lock.json'), 'utf8');
  expect([lock.includes('"team": "a"'), lock.includes('ssmmessages:OpenDataChannel')]).toEqual([
    true,
    true,
  ]);
});

test('an answer wins over a default, also where it is the usual one', () => {
  const file = preset('acme', { defaults: { exec: 'task' } });
  run('new', 'shop', '--yes', '--preset', file, '--exec', 'off');
  expect(answers()).toMatchObject({ exec: 'off' });
});

test('of two presets the later wins', () => {
  const files = [
    preset('one', { defaults: { exec: 'task', trust: 'strict' } }),
    preset('two', { defaults: { exec: 'off' } }),
  ];
  run('new', 'shop', '--yes', ...files.flatMap((file) => ['--preset', file]));
  const lock = readFileSync(join(folder(), 'shop/iam.lock.json'), 'utf8');
  expect(lock).not.toContain('ssmmessages:OpenDataChannel');
});

test('a package is found in node_modules, by its short name', () => {
  const place = join(folder(), 'node_modules/ecs-iam-preset-acme');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'preset.json'), '{"name": "acme", "locked": {"exec": "off"}}');
  expect(run('new', 'shop', '--yes', '--preset', 'acme').status).toBe(0);
  expect(answers()).toMatchObject({ presets: ['acme'] });
});

test.each([
  [{ locked: { exec: 'off' } }, ['--exec', 'task'], 'locks exec to'],
  [{ locked: { tags: { team: 'a' } } }, ['--tag', 'team=b'], 'locks tags.team to'],
  [{ locked: { values: { region: 'eu-west-1' } } }, ['--set', 'dev.region=eu-west-3'], 'region'],
  [{ accounts: { prod: '111122223333' } }, ['--set', 'prod.account=111122224444'], 'account'],
  [
    { accounts: { prod: ['111122223333', '2'.repeat(12)] } },
    ['--set', 'prod.account=999999999999'],
    'in account',
  ],
  [
    { roleNames: { task: 'acme-<project>-<environment>' } },
    ['--role-name', 'task=x-<environment>'],
    'roleNames.task',
  ],
  [{ mandatoryTags: { team: 'a-*' } }, ['--tag', 'team=b'], "matches 'a-*'"],
  [{ mandatoryTags: { team: '*' } }, [], "demands the tag 'team'"],
  [{ regions: ['eu-west-1'] }, ['--set', 'region=us-east-1'], 'allows eu-west-1'],
  [{ forbidden: { grants: ['xray'] } }, ['--grant', 'xray'], 'forbids grant xray'],
  [{ forbidden: { options: ['task.ecsExec'] } }, ['--exec', 'task'], 'forbids option task.ecsExec'],
  [{ forbidden: { roles: ['codebuild'] } }, [], 'forbids role codebuild'],
  [{ permissionsBoundary: 'arn:aws:iam::<account>:policy/b' }, [], 'demands the boundary'],
] as const)('%j refuses %j and names the preset', (content, flags, expected) => {
  const file = preset('acme', content);
  const [fault = ''] = faultsOf('new', 'shop', '--yes', '--preset', file, ...flags);
  expect([fault.includes('acme'), fault.includes(expected)]).toEqual([true, true]);
  expect(existsSync(join(folder(), 'shop'))).toBe(false);
});

test('a pattern of names applies to every role', () => {
  const file = preset('acme', { roleNames: { '*': 'acme-<project>-<role>-<environment>' } });
  run('new', 'shop', '--yes', '--preset', file);
  expect(rolesIn('shop', 'dev')).toContainEqual(
    expect.objectContaining({ id: 'task', name: 'acme-shop-task-dev' }),
  );
});

test('the boundary follows from the account of each environment', () => {
  const file = preset('acme', {
    permissionsBoundary: 'arn:<partition>:iam::<account>:policy/acme',
    accounts: { dev: '111111111111', prod: '222222222222' },
  });
  const branch = ['--pipeline', 'each', '--set', 'dev.branch=dev'];
  run('new', 'shop', '--yes', '--preset', file, ...branch);
  const boundaries = ['dev', 'prod'].map((name) => rolesIn('shop', name)[0]?.boundary);
  expect(boundaries).toEqual([
    'arn:aws:iam::111111111111:policy/acme',
    'arn:aws:iam::222222222222:policy/acme',
  ]);
});

function rolesIn(repo: string, environment: string): readonly { readonly boundary?: string }[] {
  const lock = readFileSync(join(folder(), repo, 'iam.lock.json'), 'utf8');
  return JSON.parse(lock).environments[environment].roles;
}

test('a grant of a preset becomes a policy of the task role, and keeps its values', () => {
  const file = preset('acme', { grants: [AUDIT] });
  run('new', 'shop', '--yes', '--preset', file, '--grant', 'auditBucket,bucketName=records');
  expect(answers().grants).toEqual([{ preset: 'auditBucket', bucketName: 'records' }]);
  const { stdout } = runBin(join(folder(), 'shop'), [
    'can',
    's3:PutObject',
    'arn:aws:s3:::records/audit/1',
    '--environment',
    'dev',
    '--role',
    'task',
  ]);
  expect(stdout).toContain('Allowed: ');
});

test.each([
  ['an unknown action', { actions: ['s3:PutObjekt'] }, 's3:PutObjekt'],
  [
    'a resource that no action takes',
    { resources: ['arn:<partition>:sqs:<region>:<account>:q'] },
    'takes none',
  ],
  ['an avoidable *', { resources: ['*'] }, 'could be narrower'],
  ['a placeholder of nothing', { resources: ['arn:<partition>:s3:::<bucket>/*'] }, '<bucket>'],
  [
    'a key that no request has',
    { conditions: { StringEquals: { 'ecs:cluster': 'x' } } },
    'ecs:cluster',
  ],
  ['no reason', { why: undefined }, 'why'],
])('preset check refuses a grant with %s', (_, change, expected) => {
  const statements = [{ ...AUDIT.statements[0], ...change }];
  const file = preset('acme', { grants: [{ ...AUDIT, statements }] });
  const faults = faultsOf('preset', 'check', file);
  expect([faults.length, faults[0]?.includes('acme.json:'), faults[0]?.includes(expected)]).toEqual(
    [1, true, true],
  );
});

test('preset check lists every fault with its line', () => {
  const file = preset('acme', { regions: ['nowhere'], forbidden: { option: [] }, colour: 'red' });
  expect(faultsOf('preset', 'check', file).map((one) => /json:(\d+)/.exec(one)?.[1])).toEqual([
    '4',
    '7',
    '9',
  ]);
});

test('preset new makes a preset that preset check takes, and leaves one that is there', () => {
  expect(run('preset', 'new', 'team.json').status).toBe(0);
  expect(run('preset', 'check', 'team.json').status).toBe(0);
  expect(faultsOf('preset', 'new', 'team.json')[0]).toContain('is there already');
});

test('new --dry-run says what a changed preset grants and takes', () => {
  const file = preset('acme', { defaults: { exec: 'task' } });
  run('new', 'shop', '--yes', '--preset', file);
  preset('acme', { defaults: { grants: [{ preset: 's3Read', bucketName: 'data' }] } });
  const { stdout } = runBin(join(folder(), 'shop'), ['new', '--yes', '--dry-run']);
  const effects = stdout.slice(stdout.indexOf('task (dev, prod)'));
  expect(effects).toMatch(/grants {2}s3:GetObject on arn:<partition>:s3:::data\/\*/);
  expect(effects).toMatch(/takes {3}.*ssmmessages:OpenDataChannel/);
});

test('what a preset says to its readers stands in docs/team.md', () => {
  const file = preset('acme', { docs: 'Ask us first.' });
  run('new', 'shop', '--yes', '--preset', file);
  expect(readFileSync(join(folder(), 'shop/docs/team.md'), 'utf8')).toContain('Ask us first.');
});
