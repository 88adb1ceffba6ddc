import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, UserError } from '../../lib/errors.ts';
import { readManifest } from '../../lib/fleet/manifest.ts';
import { freshFolder, tree } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();

/** Each fault of a manifest, without its hint. */
function faultsIn(text: string): readonly string[] {
  try {
    readManifest({ name: 'fleet.yaml', text });
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return faultsOf(error).map(({ message }) => message.replace(/^fleet\.yaml:/, ''));
  }
}

const WHOLE: readonly (readonly [text: string, faults: readonly (string | RegExp)[]])[] = [
  ['', [/^1: id: The fleet has no id/, '1: services: The fleet has no services.']],
  ['- a\n', [`1: '["a"]' is not an object.`, /no id/]],
  ['id: a1b2c3d4\nservices: [shop]\n', [`2: services: '["shop"]' is not an object.`]],
  ['id: a1b2c3d4\nservices:\n\tshop: {}\n', [/^3: Tabs are not allowed/]],
  ['id: a1b2c3d4\nservices: {a: {}}\n---\nb: 1\n', ['3: A second document begins here.']],
  ['services: {a: *x}\n', ["1: There is no '&x' that ends before '*x'."]],
  ['services: &x {a: *x}\n', ["1: There is no '&x' that ends before '*x'."]],
  ['id: "12"\nservices: {a: {}}\n', ["1: id: '12' is not 8 letters and digits."]],
  ['id:\nservices: {a: {}}\n', ["1: id: 'null' is not 8 letters and digits."]],
];

test.each(WHOLE)('%j is refused whole', (text, faults) => {
  const match = faults.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one));
  expect(faultsIn(text)).toEqual(match);
});

const SERVICES = 'services: {a: {}, b: {}}';

test.each<readonly [lines: string, ...faults: string[]]>([
  [
    `environments:\n  dev:\n    account: 111122223333\n    foo: 1\n  prod: 5\n${SERVICES}`,
    "4: environments.dev.account: '111122223333' is not 12 digits.",
    "5: environments.dev.foo: There is no placeholder 'foo'.",
    "6: environments.prod: '5' is not an object.",
  ],
  [
    'answers:\n  target: cli\n  taget: cdk\n  id: x\nservices: {a: {answers: no}}',
    "4: answers.taget: Unknown key 'taget' in answers.",
    "5: answers.id: 'id' is no answer of a fleet.",
    "6: services.a.answers: 'no' is not an object.",
  ],
  [
    `accounts:\n  "1": {}\n  "*":\n    role: x\n    profile: [y]\n    concurrency: 0\n${SERVICES}`,
    "3: accounts.1: '1' is not an account.",
    '4: accounts.*: It has a role and a profile.',
    "5: accounts.*.role: 'x' is not the ARN of a role.",
    `6: accounts.*.profile: '["y"]' is not the name of a profile.`,
    "7: accounts.*.concurrency: '0' is not a whole number from 1 to 20.",
  ],
  [
    `stacksets:\n  permission: x\n  callAs: me\n  maxConcurrent: 101%\n${SERVICES}`,
    "3: stacksets.permission: Unknown key 'permission' in stacksets.",
    "4: stacksets.callAs: 'me' is not self or delegated-admin.",
    "5: stacksets.maxConcurrent: '101%' is not a number of accounts, or a share such as 25%.",
  ],
  [
    `folder: ../<service>\n${SERVICES}`,
    "2: folder: '../<service>' is not a folder below the manifest's.",
  ],
  [
    `folder: ~/<service>\n${SERVICES}`,
    "2: folder: '~/<service>' is not a folder below the manifest's.",
  ],
  [
    'services:\n  a: {folder: /a}\n  b: {folder: .git/b}\n  c: {folder: <group>/c}\n  d: {folder: " d"}',
    "3: services.a.folder: '/a' is not a folder below the manifest's.",
    "4: services.b.folder: '.git/b' is in .git, which tools keep for themselves.",
    "5: services.c: Its folder is '<group>/c', and it has no group.",
    "6: services.d.folder: ' d' is not a folder below the manifest's.",
  ],
  [
    'services:\n  a: {folder: x}\n  b: {folder: X}\n  c: {folder: x/c}',
    "4: services.b: a and b have the folder 'X'.",
    "5: services.c: The folder 'x/c' is inside the repo of b.",
  ],
  [
    'services:\n  a: {id: zzzzzzzz}\n  b: {id: zzzzzzzz}\n  "": {}',
    '4: services.b: a and b have the id zzzzzzzz.',
    "5: services.: '' is not a value for project: it takes letters, digits, '-' and '_', beginning with a letter or digit, at most 38.",
  ],
])('%j has each fault at its line', (lines, ...faults) => {
  expect(faultsIn(`id: a1b2c3d4\n${lines}\n`)).toEqual(faults);
});

test.each([
  'environments:\n  dev:\n  prod: {}\n',
  'environments: [{name: dev, region: eu-west-1}]\n',
  'environments: {dev: {}, tools: {service: false, region: eu-west-1}}\nanswers: {home: tools}\n',
])('%j is a way to write environments', (text) => {
  const { services } = readManifest({
    name: 'f',
    text: `id: a1b2c3d4\n${text}services: {a: {}}\n`,
  });
  expect(services[0]?.entries[0]?.at(-1)?.value).toEqual(
    text.includes('prod') ? ['dev', 'prod'] : ['dev'],
  );
});

test.each([
  'services: {a: {foo: 1}}\n',
  'presets: [./no.json]\nservices: {a: {}}\n',
  'groups: {g: {presets: [./no.json]}}\nservices: {a: {}}\n',
  '- a\n',
  '',
])('no id is written into %j, and nothing else', async (text) => {
  writeFileSync(join(folder(), 'fleet.yaml'), text);
  const before = tree(folder());
  const { status, stderr } = await runCommand(folder(), ['fleet', 'new']);
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^(error: fleet\.yaml:1: .*\n( {2}.*\n)?)+$/),
  ]);
  expect(tree(folder())).toEqual(before);
});

test('faults of the manifest and of its presets are named at once', async () => {
  writeFileSync(join(folder(), 'fleet.yaml'), 'presets: [./a.json, ./b.json]\nservices: {a: 1}\n');
  writeFileSync(join(folder(), 'b.json'), '{"name": "b", "tag": {}}');
  const { stderr } = await runCommand(folder(), ['fleet', 'new']);
  expect(stderr.match(/^error: .*/gm)).toEqual([
    "error: fleet.yaml:2: services.a: '1' is not an object.",
    "error: fleet.yaml:1: presets: There is no preset './a.json': no such file.",
    "error: ./b.json:1: Unknown key 'tag' in a preset.",
  ]);
});

test.each([
  ['\uFEFF', '\n'],
  ['', '\r\n'],
  ['%YAML 1.2\n---\n', '\n'],
])('an id is written once after %j with line ends %j', async (head, end) => {
  const text = `${head}# ours\n"environments": {dev: {}}\nservices: {}\n`.replaceAll('\n', end);
  writeFileSync(join(folder(), 'fleet.yaml'), text.replace('services: {}', 'services: {a: {}}'));
  await runCommand(folder(), ['fleet', 'new', '--quiet']);
  const once = readFileSync(join(folder(), 'fleet.yaml'), 'utf8');
  const [id = ''] = /id: [a-z0-9]{8}/.exec(once) ?? [];
  const lines = `# The roles of this fleet are known by this id: never change it.\n${id}\n`;
  expect(once).toBe(
    text
      .replace('services: {}', 'services: {a: {}}')
      .replace('"environments"', `${lines.replaceAll('\n', end)}"environments"`),
  );
  const { status } = await runCommand(folder(), ['fleet', 'new', '--quiet']);
  expect([status, readFileSync(join(folder(), 'fleet.yaml'), 'utf8')]).toEqual([0, once]);
});

test('keys, services given twice and answers that a preset locks are named at once', async () => {
  writeFileSync(join(folder(), 'a.json'), '{"name": "a", "locked": {"target": "terraform"}}');
  const lines = [
    'id: a1b2c3d4',
    'presets: [./a.json]',
    'anwsers: {}',
    'groups: {g: {answers: {taget: cli}}}',
    'services:',
    '  shop: {answers: {target: terraform}}',
    '  pay: {colour: red, answers: {target: cli}}',
    '  shop: {}',
    '  ok: {answers: {grants: [{preset: s3Reed}], target: cli}}',
    '  part: {group: g, answers: {target: cli}}',
  ];
  writeFileSync(join(folder(), 'fleet.yaml'), `${lines.join('\n')}\n`);
  const before = tree(folder());
  const { status, stderr } = await runCommand(folder(), ['fleet', 'new']);
  expect(status).toBe(1);
  expect(stderr.match(/^error: .*/gm)).toEqual([
    "error: fleet.yaml:3: anwsers: Unknown key 'anwsers' in the fleet.",
    "error: fleet.yaml:4: groups.g.answers.taget: Unknown key 'taget' in answers.",
    "error: fleet.yaml:7: services.pay.colour: Unknown key 'colour' in pay.",
    "error: fleet.yaml:8: 'shop' is given twice.",
    "error: fleet.yaml:9: services.ok.answers.target: preset a (./a.json:1) locks target to 'terraform', not 'cli'.",
    "error: fleet.yaml:9: services.ok.answers.grants: There is no grant 's3Reed'.",
  ]);
  expect(tree(folder())).toEqual(before);
});
