import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();

const MANIFEST = `# our fleet
version: 1
id: a1b2c3d4
folder: services/<service>

environments:
  dev: {region: eu-west-1}
  prod: {region: eu-west-1} # the real one

answers:
  target: cli
  tags: {team: shop}

groups:
  g: {}

services:
  # the first
  shop-a: {}
  shop-b:
    group: g
    answers:
      # why
      secrets: [x/y]
      grants:
      - {preset: s3Read, bucketName: aaa} # of the team
  other:
`;

function manifest(text = MANIFEST): void {
  writeFileSync(join(folder(), 'fleet.yaml'), text);
}

function manifestNow(): string {
  return readFileSync(join(folder(), 'fleet.yaml'), 'utf8');
}

function run(words: string, more: readonly string[] = []) {
  return runCommand(folder(), [...words.split(' '), ...more]);
}

function answersIn(service: string) {
  const file = join(folder(), 'services', service, 'ecs-iam.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The text of the manifest with some lines in place of others. */
function edited(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => text.replace(from, to), MANIFEST);
}

test.each([
  [
    'add grant s3Read data --only shop-a',
    [
      [
        '  shop-a: {}\n',
        '  shop-a:\n    answers:\n      grants:\n      - preset: s3Read\n        bucketName: data\n',
      ],
    ],
  ],
  ['add secret z --only group:g', [['[x/y]', '[x/y, z]']]],
  ['add grant xray --only shop-b', [['# of the team\n', '# of the team\n      - preset: xray\n']]],
  ['remove secret x/y --only *', [['      secrets: [x/y]\n', '      secrets: []\n']]],
  [
    'add environment qa --before prod --set cluster=main --only other',
    [
      [
        '  other:\n',
        '  other:\n    environments:\n      dev: {}\n      qa:\n        cluster: main\n      prod: {}\n',
      ],
    ],
  ],
  [
    'remove environment prod --only shop-a',
    [['  shop-a: {}\n', '  shop-a:\n    environments:\n      dev: {}\n']],
  ],
  [
    'add value cluster=main --environment dev --only other',
    [
      [
        '  other:\n',
        '  other:\n    environments:\n      dev:\n        cluster: main\n      prod: {}\n',
      ],
    ],
  ],
] as const)('%s changes these lines of fleet.yaml alone', async (words, edits) => {
  manifest();
  const { status, stderr } = await run(words);
  expect([status, stderr]).toEqual([0, '']);
  expect(manifestNow()).toBe(edited(...edits));
});

/** Blanks, an order and forms that a printer of YAML would write otherwise. */
const OWN_STYLE = `id: a1b2c3d4          # made once
presets: [ ]
environments: { dev: {region: eu-west-1}, prod: { region: eu-west-1 } }


answers: { target: cli,
  deploy: none }
services:
    # the first
    shop-a: {}      # of the team
    shop-b: { answers: { secrets: [x/y] } }
    other:   {}
`;

test('lines that no change is about stay as they are written', async () => {
  manifest(OWN_STYLE);
  expect((await run('add secret z --only shop-a,shop-b')).stderr).toBe('');
  const lines = manifestNow().split('\n');
  const before = OWN_STYLE.split('\n');
  expect(lines.slice(0, 9)).toEqual(before.slice(0, 9));
  expect(lines.slice(-2)).toEqual(before.slice(-2));
  expect(lines.slice(9, -2).join('\n')).toMatch(
    /^ +shop-a:\n +# of the team\n +answers:\n +secrets:\n +- z\n +shop-b: \{ ?answers: \{ ?secrets: \[ ?x\/y, z ?\] ?\} ?\}$/,
  );
});

/** Four blanks, aligned comments, empty lines, folded lists and texts, quotes. */
const LAID_OUT = `# our fleet


id:      a1b2c3d4        # never change it
folder:  services/<service>

environments:
    dev:   { region: eu-west-1 }    # for us
    prod:  {region: eu-west-1}      # for all

answers:
    target: cli
    tags: { team:   shop,
            cost:   "12"}           # by finance


services:
    shop-a:   {}          # the first
    shop-b:               # the second
        answers:
            secrets: [a/b,
                      c/d]          # old
            approval: 'yes'

    shop-c:   {}          # the third
`;

test.each([
  [
    'add grant xray --only shop-c',
    '    shop-c:   {}          # the third\n',
    '    shop-c:\n        # the third\n        answers:\n            grants:\n                - preset: xray\n',
  ],
  ['remove secret c/d --only shop-b', '[a/b,\n                      c/d]          #', '[a/b] #'],
  ['add environment qa --only shop-a', '    shop-a:   {}          # the first\n', /^ {4}shop-a:\n/],
])('%s keeps the layout of every other line', async (words, from, to) => {
  manifest(LAID_OUT);
  expect(await run(words)).toMatchObject({ status: 0, stderr: '' });
  const [begin = '', end = ''] = LAID_OUT.split(from);
  const now = manifestNow();
  expect(now.startsWith(begin)).toBe(true);
  expect(now.endsWith(end)).toBe(true);
  const middle = now.slice(begin.length, now.length - end.length);
  if (typeof to === 'string') expect(middle).toBe(to);
  else expect(middle).toMatch(to);
});

const READER = {
  id: 'audit-reader',
  title: 'Audit reader role',
  purpose: 'Lets the audit function read.',
  why: 'Every service is audited.',
  risk: 'Whoever controls it reads.',
  trust: [{ service: 'lambda.amazonaws.com' }],
  statements: [
    {
      sid: 'ReadLogs',
      actions: ['logs:GetLogEvents'],
      resources: ['arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:log-stream:*'],
      why: 'It reads what the service logs.',
    },
  ],
};

function preset(name: string, more: object = {}): void {
  writeFileSync(join(folder(), `${name}.json`), JSON.stringify({ name, ...more }));
}

test.each([
  ['add preset a.json --only *', 'id: a1b2c3d4\n', 'id: a1b2c3d4\npresets: [./a.json]\n'],
  ['add preset ./a.json --only group:g', '  g: {}\n', '  g:\n    presets: [./a.json]\n'],
  ['add preset a.json --only shop-a', '  shop-a: {}\n', '  shop-a:\n    presets: [./a.json]\n'],
  [
    'add preset a.json b.json --only shop-b',
    'group: g\n',
    'group: g\n    presets: [./a.json, ./b.json]\n',
  ],
])('%s names it there, and remove takes it away again', async (words, from, to) => {
  preset('a');
  preset('b');
  manifest();
  expect(await run(words)).toMatchObject({ status: 0, stderr: '' });
  expect(manifestNow()).toBe(edited([from, to]));
  expect((await run(words)).stdout).toContain('There already: ');
  expect(await run(words.replace('add', 'remove'))).toMatchObject({ status: 0, stderr: '' });
  expect(manifestNow()).toBe(MANIFEST);
});

test('a preset of a fleet says what its services gain, and once it is gone what is left', async () => {
  preset('a', { roles: [READER] });
  manifest();
  await run('fleet new');
  const added = await run('add preset a.json --only group:g');
  expect(added.stdout).toMatch(
    /^Added preset \.\/a\.json to shop-b\.\nThis is the list of group g/,
  );
  expect(added.stdout).toContain('audit-reader (dev, prod)\n  grants  logs:GetLogEvents on');
  expect(answersIn('shop-b').presets).toEqual(['../../a.json']);
  const removed = await run('remove preset a.json --only shop-b --json');
  expect(JSON.parse(removed.stdout)).toMatchObject({
    services: [{ service: 'shop-b', removed: ['./a.json'] }],
    retired: [expect.stringContaining("Role 'shop-b-audit-reader-role-dev'"), expect.anything()],
    notes: [expect.stringContaining('This is the list of group g')],
  });
  expect(answersIn('shop-b').presets).toBeUndefined();
});

test('a preset whose file is gone can be removed from a fleet and from a repo', async () => {
  preset('a');
  manifest(edited(['groups:', 'presets: [./a.json] # rules\n\ngroups:']));
  await runCommand(folder(), ['new', 'shop', '--yes', '--target', 'cli', '--preset', 'a.json']);
  rmSync(join(folder(), 'a.json'));
  expect(await run('remove preset a.json --only *')).toMatchObject({ status: 0, stderr: '' });
  expect(manifestNow()).not.toContain('a.json');
  const root = join(folder(), 'shop');
  const { status, stdout } = await runCommand(root, ['remove', 'preset', '../a.json']);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^Removed preset \.\.\/a\.json\./)]);
});

const SHARED = MANIFEST.replace('groups:', 'presets: [./acme.json]\n\ngroups:');

test.each([
  ['add preset nix.json --only other', MANIFEST, "There is no preset 'nix.json'"],
  ['remove preset nix.json --only other', SHARED, 'There is: ./acme.json.'],
  [
    'remove preset acme.json --only other',
    SHARED,
    'in the list of the fleet, which other services have',
  ],
  ['add preset lock.json --only shop-b', MANIFEST, 'locks secrets to'],
  ['add preset tag.json --only shop-b', MANIFEST, 'In a fleet answers stand in fleet.yaml.'],
  [
    'add preset acme.json --only other --environment dev',
    MANIFEST,
    '--environment does not go with',
  ],
])('%s is refused, and the manifest stays', async (words, text, message) => {
  preset('acme');
  preset('lock', { locked: { secrets: ['a/b'] } });
  preset('tag', { mandatoryTags: { cost: '*' } });
  manifest(text);
  const { status, stdout, stderr } = await run(words);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
  expect(manifestNow()).toBe(text);
});

test('a manifest that is JSON stays JSON, indented as it was', async () => {
  const fleet = { id: 'a1b2c3d4', answers: { target: 'cli' }, services: { 'shop-a': {}, b: null } };
  manifest(`${JSON.stringify(fleet, null, 4)}\n`);
  await run('add secret z --only *');
  const answers = { answers: { secrets: ['z'] } };
  const changed = { ...fleet, services: { 'shop-a': answers, b: answers } };
  expect(manifestNow()).toBe(`${JSON.stringify(changed, null, 4)}\n`);
});

test('a comment beside nothing stays', async () => {
  manifest(MANIFEST.replace('  other:\n', '  other:   # the last\n'));
  await run('add secret z --only other');
  expect(manifestNow()).toContain(
    '  other:\n    # the last\n    answers:\n      secrets:\n      - z\n',
  );
});

test('line ends of the manifest stay', async () => {
  manifest(MANIFEST.replaceAll('\n', '\r\n'));
  await run('add secret z --only group:g');
  expect(manifestNow()).toBe(edited(['[x/y]', '[x/y, z]']).replaceAll('\n', '\r\n'));
});

test('services have after a change what a later fleet new would write', async () => {
  manifest();
  await run('fleet new');
  const { stdout } = await run('add grant s3Read data --only shop-*');
  expect(stdout).toContain('Added grant s3Read,bucketName=data to shop-a, shop-b.');
  expect(stdout).toContain('grants  s3:GetObject on arn:aws:s3:::data/*');
  expect(answersIn('shop-b').grants).toEqual([
    { preset: 's3Read', bucketName: 'aaa' },
    { preset: 's3Read', bucketName: 'data' },
  ]);
  expect(answersIn('other').grants).toBeUndefined();
  const after = tree(folder());
  expect(JSON.parse((await run('fleet new --json')).stdout).services).toEqual([
    expect.objectContaining({ service: 'shop-a', state: 'unchanged' }),
    expect.objectContaining({ service: 'shop-b', state: 'unchanged' }),
    expect.objectContaining({ service: 'other', state: 'unchanged' }),
  ]);
  expect(tree(folder())).toEqual(after);
});

test('the built program names what goes in each service, and the command that deletes it', () => {
  manifest();
  runBin(folder(), ['fleet', 'new']);
  const words = ['remove', 'environment', 'prod', '--only', 'shop-*'];
  const dry = runBin(folder(), [...words, '--dry-run', '--json']);
  const { services, retired } = JSON.parse(dry.stdout);
  expect(services).toEqual([
    expect.objectContaining({ service: 'shop-a', state: 'updated', removed: ['prod'] }),
    expect.objectContaining({ service: 'shop-b', state: 'updated', removed: ['prod'] }),
  ]);
  expect(retired).toEqual([
    expect.stringMatching(/^In services\/shop-a: .* destroy --environment prod$/),
    expect.stringMatching(/^In services\/shop-b: .* destroy --environment prod$/),
  ]);
  expect(manifestNow()).toBe(MANIFEST);
  expect(runBin(folder(), words).stdout).toMatch(/^Removed environment prod from shop-a, shop-b\./);
  expect(existsSync(join(folder(), 'services/shop-a/environments/prod.env'))).toBe(false);
  expect(existsSync(join(folder(), 'services/other/environments/prod.env'))).toBe(true);
});

test('what every service has is said so, and nothing is written', async () => {
  manifest();
  await run('fleet new');
  const before = tree(folder());
  const { status, stdout } = await run('add tag team=shop --only *');
  expect([status, stdout]).toEqual([
    0,
    'There already: shop-a, shop-b, other.\nNothing was written.\n',
  ]);
  expect(tree(folder())).toEqual(before);
});

const ANCHOR = MANIFEST.replace('shop-a: {}', 'shop-a: &a {answers: {exec: "off"}}').replace(
  'other:',
  'other: *a',
);
const ANCHORED = MANIFEST.replace('[x/y]', '&s [x/y]').replace(
  'other:',
  'other: {answers: {secrets: *s}}',
);
const LOCK = MANIFEST.replace('groups:', 'presets: [./acme.json]\n\ngroups:');

test.each([
  ['add grant s3Reed x --only *', MANIFEST, 3, "shop-a: add grant: There is no grant 's3Reed'."],
  ['remove grant sqsSend --only *', MANIFEST, 3, "other: remove grant: 'sqsSend' is not there."],
  ['add tag a=b --only nope', MANIFEST, 1, "--only: no service fits 'nope'."],
  ['remove tag team --only other', MANIFEST, 1, 'comes from the answers of the fleet'],
  ['add tag a=b', MANIFEST, 1, 'This is a fleet: name services with --only PATTERN.'],
  ['add tag a=b --only shop-a', ANCHOR, 1, 'services.other has a part of the change by an anchor'],
  [
    'add secret z --only shop-b',
    ANCHORED,
    1,
    'services.other has a part of the change by an anchor',
  ],
  ['add tag a=b --only other', ANCHOR, 1, "'other' is an alias"],
  ['add role ecs-exec --only shop-*', LOCK, 2, 'locks exec'],
])('%s is refused, and nothing is written', async (words, text, faults, message) => {
  writeFileSync(join(folder(), 'acme.json'), '{"name": "acme", "locked": {"exec": "off"}}');
  manifest(text);
  const { status, stdout, stderr } = await run(words);
  expect([status, stdout, stderr.match(/^error: /gm)?.length]).toEqual([1, '', faults]);
  expect(stderr).toContain(message);
  expect(manifestNow()).toBe(text);
  expect(existsSync(join(folder(), 'services'))).toBe(false);
});

test('a repo of a fleet is changed in its manifest, and the command is named', async () => {
  manifest();
  await run('fleet new');
  const root = join(folder(), 'services/shop-a');
  const { status, stderr } = await runCommand(root, ['add', 'tag', 'a=b c']);
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining("Run there: ecs-iam add tag 'a=b c' --only shop-a."),
  ]);
});
