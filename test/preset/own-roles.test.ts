import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { presetSchema } from '../../lib/preset/schema.ts';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();

const READ = {
  sid: 'ReadLogs',
  actions: ['logs:GetLogEvents'],
  resources: ['arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:log-stream:*'],
  why: 'The audit reads what the service logs.',
};

const ROLE = {
  id: 'audit-reader',
  title: 'Audit reader role',
  purpose: 'Lets the audit function read the logs of the service.',
  why: 'Every service of the team is audited.',
  risk: 'Whoever controls the function reads the logs.',
  trust: [
    {
      service: 'lambda.amazonaws.com',
      conditions: { StringEquals: { 'aws:SourceAccount': '<account>' } },
    },
  ],
  statements: [READ],
};

function preset(...roles: readonly object[]): void {
  writeFileSync(join(folder(), 'acme.json'), JSON.stringify({ name: 'acme', roles }, null, 1));
}

async function repo(target = 'cli', ...flags: readonly string[]): Promise<string> {
  const words = ['--yes', '--preset', './acme.json', '--target', target, '--id', 'a1b2c3d4'];
  const { status, stderr } = await runCommand(folder(), ['new', 'shop', ...words, ...flags]);
  expect([status, stderr.match(/^error.*/gm)]).toEqual([0, null]);
  return join(folder(), 'shop');
}

function lockOf(root: string) {
  return JSON.parse(readFileSync(join(root, 'iam.lock.json'), 'utf8')).environments;
}

function roleIn(root: string) {
  return lockOf(root).dev.roles.find(({ id }: { id?: string }) => id === ROLE.id);
}

test.each(['cli', 'cloudformation', 'terraform', 'cdk'])(
  'a role of a preset is made by %s, documented, and its rights are tested',
  async (target) => {
    preset(ROLE);
    const root = await repo(target);
    expect(roleIn(root)).toMatchObject({
      name: 'shop-audit-reader-role-dev',
      inlinePolicies: { PresetAuditReader: { Statement: [{ Sid: 'ReadLogs' }] } },
    });
    const files = tree(root);
    const named = Object.keys(files).filter(
      (path) => path.startsWith('iam/') && /audit.?reader/i.test(files[path] ?? ''),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(files['README.md']).toContain('`shop-audit-reader-role-<environment>`');
    expect(files['docs/roles.md']).toContain(ROLE.risk);
    expect(files['docs/roles.md']).toContain(READ.why);
    expect(JSON.parse(files['tests/permissions.json'] ?? '')).toMatchObject({});
    expect(files['tests/permissions.json']).toContain('PresetAuditReader, statement ReadLogs');
  },
);

test.each([
  ['cli', 'iam/roles/audit-reader.json'],
  ['cloudformation', 'iam/roles.yaml'],
])('an edit of its file in %s is read back, and it is known by its id', async (target, path) => {
  preset(ROLE);
  const root = await repo(target);
  const text = readFileSync(join(root, path), 'utf8');
  writeFileSync(join(root, path), text.replaceAll('logs:GetLogEvents', 'logs:FilterLogEvents'));
  await runCommand(root, ['lock']);
  const [statement] = roleIn(root).inlinePolicies.PresetAuditReader.Statement;
  expect(statement.Action).toBe('logs:FilterLogEvents');
});

test('when a preset changes, --dry-run says per role what it grants or takes', async () => {
  preset(ROLE);
  const root = await repo();
  const wider = { ...READ, sid: 'FindStreams', actions: ['logs:DescribeLogStreams'] };
  const group = 'arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:*';
  preset({ ...ROLE, statements: [{ ...wider, resources: [group] }] });
  const { stdout } = runBin(root, ['new', '.', '--yes', '--dry-run', '--json']);
  const on = 'arn:<partition>:logs:<region>:<account>:log-group:/ecs/shop-dev';
  expect(JSON.parse(stdout).effects).toEqual([
    {
      role: 'audit-reader',
      environments: ['dev', 'prod'],
      grants: [`logs:DescribeLogStreams on ${on}:*`],
      takes: [`logs:GetLogEvents on ${on}:log-stream:*`],
    },
  ]);
});

test('when a preset sets tags and a boundary, --dry-run says so once for all roles', async () => {
  preset(ROLE);
  const root = await repo();
  const rules = {
    mandatoryTags: { team: 'shop' },
    permissionsBoundary: 'arn:<partition>:iam::aws:policy/PowerUserAccess',
    roleNames: { 'audit-reader': '<project>-audit-<environment>' },
  };
  const text = JSON.stringify({
    name: 'acme',
    roles: [ROLE],
    ...rules,
    locked: { tags: { team: 'shop' } },
  });
  writeFileSync(join(folder(), 'acme.json'), text);
  const { stdout } = await runCommand(root, ['new', '.', '--yes', '--dry-run']);
  expect(stdout.match(/now {5}nothing beyond the boundary arn:/g)).toHaveLength(2);
  expect(stdout.match(/now {5}tag team=shop$/gm)).toHaveLength(2);
  expect(stdout).toContain('  now     called shop-audit-dev, was shop-audit-reader-role-dev\n');
});

test('a role that a preset no longer has is named with what deletes it', async () => {
  preset(ROLE);
  const root = await repo();
  preset();
  const { stdout } = runBin(root, ['new', '.', '--yes', '--json']);
  expect(JSON.parse(stdout).retired[0]).toMatch(
    /^Role 'shop-audit-reader-role-dev' .* apply --environment dev --prune$/,
  );
});

test('it is made on the practice account as defined, and explained', async () => {
  preset(ROLE);
  const root = await repo();
  const practice = ['--practice', '--environment', 'dev'];
  expect(runBin(root, ['apply', ...practice, '--yes']).status).toBe(0);
  expect(runBin(root, ['plan', ...practice]).stdout).toContain('No changes');
  const { stdout } = runBin(root, ['explain', 'audit-reader']);
  for (const words of [ROLE.purpose, ROLE.risk, READ.why]) expect(stdout).toContain(words);
});

const OWN_SETTINGS = [
  ...['--role-name', 'audit-reader=<project>-audit-<environment>'],
  ...['--role-override', 'audit-reader.path=/audit/'],
  ...['--role-override', 'audit-reader.maxSessionDuration=7200'],
  ...['--role-override', 'audit-reader.description=Reads what happened'],
  ...['--role-policies', 'audit-reader=customer-managed'],
];

test.each(['cli', 'cloudformation', 'terraform', 'cdk'])(
  'in %s it takes name, path, session, description and kind of policy, as any role does',
  async (target) => {
    preset(ROLE);
    const root = await repo(target, ...OWN_SETTINGS);
    expect(roleIn(root)).toMatchObject({
      name: 'shop-audit-dev',
      path: '/audit/',
      maxSessionDuration: 7200,
      description: 'Reads what happened',
      inlinePolicies: {},
    });
    expect(roleIn(root).managedPolicies[0]).toMatchObject({
      path: '/audit/',
      document: { Statement: [{ Sid: 'ReadLogs' }] },
    });
    const made = Object.entries(tree(root)).filter(([path]) => path.startsWith('iam/'));
    const text = made.map(([, contents]) => contents).join('\n');
    for (const words of ['/audit/', 'Reads what happened']) expect(text).toContain(words);
    expect(text).toMatch(/7200|hours\(2\)/);
    const file = JSON.parse(readFileSync(join(root, 'ecs-iam.json'), 'utf8'));
    const schema = JSON.parse(readFileSync(join(root, 'docs/ecs-iam.schema.json'), 'utf8'));
    expect(file.roleNames).toEqual({ 'audit-reader': '<project>-audit-<environment>' });
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect([validate(file), validate.errors]).toEqual([true, null]);
    expect(runBin(root, ['new', '.', '--yes', '--dry-run']).stdout).toContain('unchanged');
  },
);

test('a pattern for every role of a preset names its own roles too, and locks them', async () => {
  const roleNames = { '*': '<project>-<role>-x-<environment>' };
  const text = JSON.stringify({ name: 'acme', roles: [ROLE], roleNames });
  writeFileSync(join(folder(), 'acme.json'), text);
  expect(roleIn(await repo()).name).toBe('shop-audit-reader-x-dev');
  const words = ['new', 'b', '--yes', '--preset', './acme.json'];
  const { stderr } = await runCommand(folder(), [...words, '--role-name', 'audit-reader=a']);
  expect(stderr).toContain('locks roleNames.audit-reader to');
});

test('a pattern for every role names the roles of another preset too', async () => {
  preset(ROLE);
  const roleNames = { '*': 't-<project>-<role>-<environment>' };
  writeFileSync(join(folder(), 'team.json'), JSON.stringify({ name: 'team', roleNames }));
  expect(roleIn(await repo('cli', '--preset', './team.json')).name).toBe('t-shop-audit-reader-dev');
});

test('a preset whose role an answer names is removed after that answer', async () => {
  preset(ROLE);
  const root = await repo('cli', ...OWN_SETTINGS.slice(0, 2));
  const remove = () => runCommand(root, ['remove', 'preset', '../acme.json']);
  expect((await remove()).stderr).toMatch(
    /^error: ecs-iam\.json:\d+: roleNames\.audit-reader: .*\n {2}It may be of the preset: remove this answer first\.\n$/,
  );
  await runCommand(root, ['remove', 'role-name', 'audit-reader']);
  expect(await remove()).toMatchObject({ status: 0, stderr: '' });
  expect(roleIn(root)).toBeUndefined();
});

test.each([
  [['--roles', 'task,audit-reader'], 'it is made without being named'],
  [['--option', 'audit-reader.vpc'], 'it has no options'],
  [['--existing-role', 'audit-reader=arn:aws:iam::123456789012:role/a'], 'it is made here'],
  [['--role-policies', 'audit-reader=aws-managed'], 'AWS has no managed policy for it'],
])('%j is refused, because a role of a preset does not take it', async (flags, why) => {
  preset(ROLE);
  const words = ['new', 'shop', '--yes', '--preset', './acme.json', ...flags];
  const { status, stderr } = await runCommand(folder(), words);
  expect(status).toBe(1);
  expect(stderr).toContain(`Role audit-reader is of preset acme: ${why}`);
});

test('a mistyped role of a preset is corrected', async () => {
  preset(ROLE);
  const words = [
    'new',
    'shop',
    '--yes',
    '--preset',
    './acme.json',
    '--role-name',
    'audit-raeder=a',
  ];
  expect((await runCommand(folder(), words)).stderr).toContain("Did you mean 'audit-reader'?");
});

test.each([
  [['add', 'role-name', 'audit-reader=<project>-audit-<environment>'], 'shop-audit-dev comes'],
  [['add', 'role-override', 'audit-reader.path=/audit/'], 'Adds role-override audit-reader.path'],
  [['remove', 'role', 'audit-reader'], 'Role audit-reader is of preset acme: it goes with'],
  [['add', 'role', 'audit-reader'], 'Role audit-reader is of preset acme: it is made without'],
])('%j answers for a role of a preset', async (words, answer) => {
  preset(ROLE);
  const root = await repo();
  const { stdout, stderr } = await runCommand(root, [...words, '--dry-run']);
  expect(stdout + stderr).toContain(answer);
});

test('can, why and map know it by the name that it was given', async () => {
  preset(ROLE);
  const root = await repo('cli', ...OWN_SETTINGS.slice(0, 2), '--account', '123456789012');
  const asked = (...words: readonly string[]) =>
    runCommand(root, [...words, '--environment', 'dev']);
  const stream = 'arn:aws:logs:us-east-1:123456789012:log-group:/ecs/shop-dev:log-stream:a';
  const can = await asked('can', 'logs:GetLogEvents', stream, '--role', 'audit-reader');
  expect(can.stdout).toContain('Allowed: shop-audit-dev can do');
  const session = 'arn:aws:sts::123456789012:assumed-role/shop-audit-dev/fn';
  const cause = 'because no identity-based policy allows the logs:PutLogEvents action';
  const denied = `User: ${session} is not authorized to perform: logs:PutLogEvents on resource: ${stream} ${cause}`;
  const why = await asked('why', denied);
  expect(why.stdout).toContain("audit-reader, which the team's preset adds (shop-audit-dev)");
  const map = await asked('map');
  expect(map.stdout).toContain('audit-reader (dev)');
});

test.each([
  [{ deploy: ['pipeline', 'build'] }, 'none', false],
  [{ deploy: ['none'] }, 'none', true],
  [{ deploy: ['none'], launchType: ['ec2'] }, 'none', false],
])('with %j and --deploy %s it is made: %s', async (when, deploy, made) => {
  preset({ ...ROLE, when });
  expect(roleIn(await repo('cli', '--deploy', deploy)) !== undefined).toBe(made);
});

test('two services of a fleet whose roles of a preset would have one name are both named', async () => {
  preset({ ...ROLE, name: '<project>-audit-<environment>' });
  const roles = 'answers: {roleNames: {task: "b-audit-<environment>"}}';
  const text = `id: a1b2c3d4\npresets: [./acme.json]\nservices:\n  a: {${roles}}\n  b: {}\n`;
  writeFileSync(join(folder(), 'fleet.yaml'), text);
  const { stdout } = await runCommand(folder(), ['fleet', 'new', '--dry-run']);
  expect(stdout).toMatch(
    /Services a \(dev, line \d+\) and b \(dev, line \d+\) both have the role 'b-audit-dev'/,
  );
});

const { why: _, ...WITHOUT_WHY } = READ;

test.each([
  [{ id: 'audit' }, 'Small letters with a hyphen'],
  [{ id: 'task-execution' }, 'the catalogue has this one'],
  [{ riks: 'x' }, "Did you mean 'risk'?"],
  [{ risk: undefined }, '"risk" of role audit-reader'],
  [{ name: 'audit-<environment>' }, 'with <project>'],
  [{ trust: [] }, 'Role audit-reader needs "trust"'],
  [{ trust: [{ service: '*' }] }, 'as in lambda.amazonaws.com'],
  [{ trust: [{ account: '*' }] }, '12 digits'],
  [{ trust: [{ account: '123456789012' }] }, 'trusts a whole account without a condition'],
  [
    { trust: [{ service: 'lambda.amazonaws.com', conditions: { Bool: { 's3:prefix': 'x' } } }] },
    'has the key s3:prefix',
  ],
  [{ trust: [{ service: 'a.amazonaws.com', account: '123456789012' }] }, 'one principal'],
  [{ statements: [WITHOUT_WHY] }, 'needs "why"'],
  [{ statements: [{ ...READ, actions: ['logs:GetLogEvent'] }] }, 'Did you mean'],
  [{ statements: [{ ...READ, resources: ['*'] }] }, 'could be narrower'],
  [{ statements: [{ ...READ, resources: ['arn:aws:s3:::a'] }] }, 'takes none of the resources'],
  [
    { statements: [{ ...READ, resources: ['arn:aws:logs:::log-group:<secretName>:*'] }] },
    '<secretName>',
  ],
  [{ when: { deplyo: ['none'] } }, "Did you mean 'deploy'?"],
  [{ when: { deploy: ['non'] } }, "Did you mean 'none'?"],
  [{ sources: ['https://a.b'] }, 'Write TITLE: https://'],
])('%j is refused with file and line', async (change, message) => {
  preset({ ...ROLE, ...change });
  const { status, stderr } = await runCommand(folder(), ['preset', 'check', 'acme.json']);
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  expect(stderr).toMatch(/^error: acme\.json:\d+: /);
});

test('the schema takes the role, and preset check counts it', async () => {
  const validate = new Ajv2020({ strict: false }).compile(presetSchema());
  expect(validate({ name: 'acme', roles: [ROLE] })).toBe(true);
  expect(validate({ name: 'acme', roles: [{ ...ROLE, risk: undefined, extra: 1 }] })).toBe(false);
  preset(ROLE);
  const { stdout } = await runCommand(folder(), ['preset', 'check', 'acme.json']);
  expect(stdout).toContain('1 role (audit-reader)');
});
