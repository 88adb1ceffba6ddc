import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();

/** What `preset check` says of a text, a line a fault, with its hint behind it. */
async function faultsOf(text: string): Promise<readonly string[]> {
  writeFileSync(join(folder(), 'a.json'), text);
  const { status, stdout, stderr } = await runCommand(folder(), ['preset', 'check', 'a.json']);
  expect([status, stdout]).toEqual([1, '']);
  return stderr
    .replace(/\n {2}/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace('error: ', ''));
}

const STATEMENT = {
  sid: 'Put',
  actions: ['s3:PutObject'],
  resources: ['arn:<partition>:s3:::<bucketName>/*'],
  why: 'It keeps what came.',
};

const ROLE = {
  id: 'audit-reader',
  title: 'Audit reader role',
  purpose: 'Reads.',
  why: 'Audits.',
  risk: 'Reads.',
  trust: [{ service: 'lambda.amazonaws.com' }],
  statements: [{ ...STATEMENT, resources: ['arn:<partition>:s3:::audit/*'] }],
};

test.each<readonly [object, readonly string[]]>([
  [
    { forbidden: { options: ['codebuild.vcp', 'nope', 'codebuild.zzzzzzzz'] } },
    [
      "a.json:5: forbidden.options.0: Role codebuild has no option 'vcp'. Did you mean 'vpc'?",
      "a.json:6: forbidden.options.1: 'nope' is not an option. Write ROLE.OPTION, such as codebuild.vpc; ecs-iam list options has them all.",
      "a.json:7: forbidden.options.2: Role codebuild has no option 'zzzzzzzz'. It has ",
    ],
  ],
  [
    { forbidden: { grants: ['s3Reed', 'quux'], roles: ['tsk'] } },
    [
      "a.json:5: forbidden.grants.0: There is no grant 's3Reed'. Did you mean 's3Read'?",
      "a.json:6: forbidden.grants.1: There is no grant 'quux'. ecs-iam list grants has them all.",
      "a.json:9: forbidden.roles.0: There is no role 'tsk'. Did you mean 'task'?",
    ],
  ],
  [
    {
      roles: 'x',
      regions: ['nowhere'],
      accounts: { dev: 5 },
      mandatoryTags: { team: 1 },
      docs: 4,
    },
    [
      "a.json:3: roles.0: 'x' is not an object.",
      "a.json:5: regions.0: 'nowhere' is not a Region code. As in eu-west-1.",
      "a.json:8: accounts.dev: '5' is not 12 digits. Put it in quotes.",
      "a.json:11: mandatoryTags.team: '1' is not the pattern of a tag value. Put it in quotes.",
      "a.json:13: docs: '4' is not text. Put it in quotes.",
    ],
  ],
  [
    { lockd: {}, defaults: { taget: 'cli', project: 'x' }, locked: { id: 'abc' }, version: 2 },
    [
      "a.json:3: Unknown key 'lockd' in a preset. Did you mean 'locked'?",
      "a.json:5: defaults: Unknown key 'taget' in defaults. Did you mean 'target'?",
      "a.json:6: defaults: 'project' is of one repo, not of a preset. Leave it out.",
      "a.json:9: locked: 'id' is of one repo, not of a preset. Leave it out.",
      "a.json:11: version: '2' is not the version 1. Update this generator.",
    ],
  ],
  [
    { roleNames: { '*': '<projct>-<role>', 'task-exection': 'x' } },
    [
      "a.json:4: roleNames.*: '<projct>-task-execution' is not a role's name: it takes",
      "a.json:5: roleNames.task-exection: There is no role 'task-exection'. Did you mean 'task-execution'?",
    ],
  ],
  [
    { description: 4, regions: [], roleNames: { '*': 'same' }, roles: [{ ...ROLE, why: ' ' }] },
    [
      "a.json:3: description: '4' is not text. Put it in quotes.",
      'a.json:4: regions: An empty list allows no Region. Leave it out: any is allowed then.',
      "a.json:6: roleNames.*: 'same' gives every role the same name. Write <role> into it.",
      'a.json:13: roles.0.why: A sentence for "why" of role audit-reader is missing.',
    ],
  ],
  [
    { defaults: { roles: ['task', 'nope'] }, docs: 4 },
    [
      "preset a (a.json:4): There is no role 'nope'. ecs-iam list roles has them.",
      "a.json:9: docs: '4' is not text.",
    ],
  ],
  [
    { defaults: { exec: 'task' }, locked: { exec: 'off' } },
    [
      "preset a (a.json:4): preset a (a.json:7) locks exec to 'off', not 'task'. The default is never taken: leave it out.",
    ],
  ],
  [
    {
      accounts: { dev: '1'.repeat(12) },
      locked: { environments: { dev: { account: '2'.repeat(12) } } },
    },
    [
      "preset a (a.json:4): preset a (a.json:9) locks environments.dev.account to '222222222222', not '111111111111'. Keep one of them.",
      'preset a (a.json:9): Preset a has environment dev in account 111111111111, not 222222222222.',
    ],
  ],
  [
    { regions: ['eu-west-1'], defaults: { values: { region: 'us-east-1' } } },
    [
      'preset a (a.json:8): Preset a allows eu-west-1, and environment dev is in us-east-1.',
      'preset a (a.json:8): Preset a allows eu-west-1, and environment prod is in us-east-1.',
    ],
  ],
  [
    { forbidden: { grants: ['xray'] }, defaults: { grants: ['xray'] } },
    ['preset a (a.json:9): Preset a forbids grant xray.'],
  ],
  [
    {
      roles: [
        { ...ROLE, trust: undefined },
        { ...ROLE, id: 'b-c', trust: [{}] },
      ],
    },
    [
      'a.json:4: roles.0.trust: Role audit-reader needs "trust": a list of who may assume it.',
      'a.json:30: roles.1.trust.0: It names nobody; an entry has one principal: service, account, role or federated.',
    ],
  ],
  [
    {
      roles: [{ ...ROLE, risk: undefined, statements: [{ ...STATEMENT, actions: ['s3:*'] }] }],
      grants: [
        { id: 'Bad', summary: 'x', statements: [{ ...STATEMENT, why: undefined }] },
        { id: 'good' },
      ],
    },
    [
      'a.json:4: roles.0.risk: A sentence for "risk" of role audit-reader is missing.',
      "a.json:15: roles.0.statements.0: The action 's3:*' is too wide.",
      "a.json:30: grants.0.id: 'Bad' is not the id of a grant. Begin with a small letter,",
      'a.json:33: grants.0.statements.0: Statement Put needs "why": one sentence',
      'a.json:44: grants.1.summary: A summary of one sentence is missing.',
      'a.json:44: grants.1.statements: A list of statements is missing. It has one at least.',
    ],
  ],
  [
    { roles: [{ ...ROLE, statements: [...ROLE.statements, ...ROLE.statements] }], grants: [] },
    ["a.json:26: roles.0.statements.1: Two statements have the sid 'Put'. Rename one."],
  ],
])('%j: each fault has its line, in order', async (content, expected) => {
  const faults = await faultsOf(JSON.stringify({ name: 'a', ...content }, null, 2));
  expect(faults).toHaveLength(expected.length);
  for (const [index, text] of expected.entries()) expect(faults[index]).toContain(text);
});

test.each([
  [
    '{\n  "name": "a",\n}\n',
    "a.json:3:1: a comma stands before '}', and JSON has none after the last",
  ],
  ['{\n  "regions": ["eu-west-1",]}', "a.json:2:27: a comma stands before ']'"],
  ['{\n  // ours\n  "name": "a"}', 'a.json:2:3: a comment stands here, and JSON has none.'],
  ['{\n  "name": "a",\n  "name": "b"\n}', 'a.json:3:3: the key "name" is given twice.'],
  ['', 'a.json:1:1: the text ends where a value should stand.'],
  ['[]', 'a.json does not hold an object. Begin it with {.'],
  ['{}', 'a.json:1: name: The name of the preset is missing.'],
])('%j is refused with its place', async (text, expected) => {
  const faults = await faultsOf(text);
  expect(faults).toEqual([expect.stringContaining(expected)]);
});

test.each([
  ['acme', 'no node_modules has ecs-iam-preset-acme/preset.json.'],
  ['@acme/base', 'Install it with npm install --save-dev @acme/ecs-iam-preset-base'],
  ['nix.json', "There is no preset 'nix.json': no such file."],
  ['./d', 'It is a folder: name the JSON file in it.'],
])('%s is not there, and what to do is said', async (name, expected) => {
  mkdirSync(join(folder(), 'd'), { recursive: true });
  const { status, stderr } = await runCommand(folder(), ['preset', 'check', name]);
  expect([status, stderr]).toEqual([1, expect.stringContaining(expected)]);
});

test('a preset may name what one before it has, which --with names', async () => {
  const base = {
    name: 'base',
    roles: [ROLE],
    grants: [{ id: 'audit', summary: 's', statements: [STATEMENT] }],
  };
  const team = {
    name: 'team',
    forbidden: { grants: ['audit'] },
    defaults: { roleNames: { 'audit-reader': '<project>-audit-<environment>' } },
  };
  writeFileSync(join(folder(), 'base.json'), JSON.stringify(base));
  writeFileSync(join(folder(), 'team.json'), JSON.stringify(team));
  const check = (...words: readonly string[]) =>
    runCommand(folder(), ['preset', 'check', 'team.json', ...words]);
  expect(
    (await check()).stderr.match(/There is no (grant 'audit'|role 'audit-reader')/g),
  ).toHaveLength(2);
  expect(await check('--with', 'base.json')).toMatchObject({ status: 0, stderr: '' });
  const both = ['--preset', 'base.json', '--preset', 'team.json', '--yes', '--target', 'cli'];
  const { stderr } = await runCommand(folder(), [
    'new',
    'shop',
    ...both,
    '--grant',
    'audit,bucketName=data',
  ]);
  expect(stderr).toContain('Preset team forbids grant audit.');
});

test('a default that a lock repeats is no fault, and one is counted as one', async () => {
  const text = { name: 'a', defaults: { tags: { a: 'b' } }, mandatoryTags: { a: 'b' } };
  writeFileSync(join(folder(), 'a.json'), JSON.stringify(text));
  const { stdout } = await runCommand(folder(), ['preset', 'check', 'a.json']);
  expect(stdout).toBe(
    'Preset a is valid: 1 default, 1 locked answer; of its own 0 grants and 0 roles.\n',
  );
});

test('a name that is given twice is named where it stands, also behind what is broken', async () => {
  const grant = JSON.stringify({ id: 'own', summary: 'It puts.', statements: [STATEMENT] });
  const lines = ['{"name": "a",', '"grants": [', '{"id": "none"},', `${grant},`, grant, ']}'];
  const faults = await faultsOf(lines.join('\n'));
  expect(faults.filter((one) => one.includes('two grants'))).toEqual([
    "a.json:5: grants.2: There are two grants 'own'. Rename one.",
  ]);
});
