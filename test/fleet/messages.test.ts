import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressBar } from '../../lib/commands/fleet/progress.ts';
import { fleetText } from '../../lib/fleet/report.ts';
import { SILENT } from '../live/support/world.ts';
import { freshFolder, tree } from '../support/built-bin.ts';
import { type AtTerminal, runCommand } from '../support/run-command.ts';

const folder = freshFolder();
const HEAD = `id: a1b2c3d4
environments: {dev: {account: "111122223333"}, prod: {account: "444455556666"}}
answers: {target: cli, deploy: none, roles: [task-execution, task]}
`;

function manifest(services: string, head = HEAD): void {
  writeFileSync(join(folder(), 'fleet.yaml'), `${head}services: {${services}}\n`);
}

function run(words: string, person?: AtTerminal) {
  return runCommand(folder(), ['fleet', ...words.split(' ')], person);
}

const typing = (types: string): AtTerminal => ({ reply: () => undefined, types });

test('a dry run and a run say what follows, and a run without a change says nothing', async () => {
  manifest('a: {}');
  const dry = await run('new --dry-run');
  expect(dry.stdout).toMatch(/^a {8}a {7}to be created, \d+ files$/m);
  expect(dry.stderr).toBe('Next: ecs-iam fleet new writes this.\n');
  expect((await run('new')).stderr).toMatch(/^Next: commit it; then ecs-iam fleet plan/);
  expect((await run('new')).stderr).toBe('');
});

test('edits are named alike with what fleet new takes', async () => {
  manifest('a: {}, b: {}');
  await run('new');
  for (const name of ['a', 'b']) writeFileSync(join(folder(), name, 'README.md'), 'ours\n');
  manifest('a: {}, b: {}', HEAD.replace('target: cli', 'target: cli, exec: task'));
  const { stdout } = await run('new');
  expect(stdout).toMatch(
    /^a, b: One file is not as .*; nothing was written:\n {2}README\.md was edited\n {2}Name it with --only, and keep yours with --on-conflict skip/m,
  );
});

test.each(['new', 'status'])('the repo of a service that left is named by %s', async (verb) => {
  manifest('a: {}, b: {}');
  await run('new');
  manifest('a: {}');
  expect(await run(verb)).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^b is a repo of no service here: ecs-iam destroy FOLDER /),
  });
  expect((await run(`${verb} --only a`)).stderr).toBe('');
});

test('a fault of all services is one line', async () => {
  manifest('a: {}, b: {}, c: {}, d: {}', HEAD.replace('target: cli', 'target: pulumi'));
  const { stdout } = await run('new');
  expect(stdout.match(/pulumi/g)).toHaveLength(1);
  expect(stdout).toContain("a, b and 2 more: fleet.yaml:3: answers.target: 'pulumi'");
});

test('a long table is cut, and says how many rows it leaves out', () => {
  const outcomes = Array.from({ length: 50 }, (_, index) => ({
    ...{ service: `s${index}`, folder: `s${index}`, state: 'created', files: 1, faults: [] },
  })) as Parameters<typeof fleetText>[0]['outcomes'];
  const lines = fleetText({ command: 'new', outcomes, left: 9, dryRun: false }).split('\n');
  expect([lines.length, lines[40], lines[41], lines[43]]).toEqual([
    45,
    's39      s39     created, 1 file',
    '… and 10 more; --json has them all.',
    '59 services: 50 created, 9 not begun.',
  ]);
});

test.each(['new', 'status', 'plan --practice', 'apply --practice --yes', 'stacksets'])(
  '%s does nothing where its report cannot be written',
  async (words) => {
    manifest('a: {}');
    const before = tree(folder());
    const { status, stderr } = await run(`${words} --output no/such`);
    expect([status, stderr]).toEqual([
      1,
      "error: --output: 'no/such' cannot be written: ENOENT: no such file or directory.\n  Name a file in a folder that exists.\n",
    ]);
    expect(tree(folder())).toEqual(before);
  },
);

test('environments are typed in any order, and who types others changes nothing', async () => {
  manifest('a: {}, b: {}');
  await run('new');
  await run('apply --practice --yes --only a');
  const declined = await run('apply --practice', typing('prod'));
  expect([declined.status, declined.stdout]).toEqual([
    1,
    expect.stringMatching(/4 environments: 2 as defined, 2 not begun\.\n$/),
  ]);
  expect(declined.stderr).toMatch(
    / changes in 1 service, 2 accounts \(111122223333, 444455556666\),\s2 environments \(dev,prod\)\.\n/,
  );
  const { status, stdout } = await run('apply --practice', typing('prod, dev'));
  expect([status, stdout]).toEqual([0, expect.stringMatching(/2 as defined, 2 changed\.\n$/)]);
});

test.each([
  ['init --file no/fleet.yaml', "error: 'no/fleet.yaml' cannot be written: ENOENT"],
  ['new shop', 'Name services with --only shop.'],
  ['new --only ,', 'error: --only names no service.'],
])('%s is refused', async (words, message) => {
  manifest('shop: {}');
  const { status, stderr } = await run(words);
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
});

test.each([
  [
    'plan --environment tools --only a',
    'error: None of these services has environment tools.\n  Theirs are: dev, prod.\n',
  ],
  [
    'plan --environment pord --only a',
    "error: There is no environment 'pord'.\n  Did you mean 'prod'?\n",
  ],
  ['plan --practice --quiet --environment tools,dev --only a', ''],
])('%s', async (words, stderr) => {
  manifest('a: {}, b: {environments: {tools: {account: "111122223333"}}}');
  await run('new');
  expect((await run(words)).stderr).toBe(stderr);
});

test('a repo that cannot be read is counted as a service, and its status says how to go on', async () => {
  manifest('a: {}, b: {}');
  await run('new');
  rmSync(join(folder(), 'b'), { recursive: true });
  const plan = await run('plan --practice');
  expect(plan.stdout).toMatch(/2 environments: 2 to change; 1 service cannot be read\.\n$/);
  expect((await run('status')).stderr).toBe('Next: ecs-iam fleet new writes what is behind.\n');
});

test('a person who is not asked sees the bar too, and no line of it wraps', () => {
  const said: string[] = [];
  const io = { ...SILENT, isWatched: true, err: (text: string) => void said.push(text) };
  const bar = progressBar(io, 2, false);
  bar.step('x'.repeat(200));
  bar.end();
  expect([said.length, said[0]?.slice(0, 40), (said[0]?.length ?? 0) <= 105]).toEqual([
    2,
    `\r\u001b[K[${'#'.repeat(12)}${'-'.repeat(12)}] 1/2  xxxx`,
    true,
  ]);
});

test.each([60, 100])(
  'at a terminal of %i columns a report keeps to its width, and JSON is whole',
  async (columns) => {
    manifest('a-long-service-name: {answers: {grants: [{preset: s3Reed}]}}, b: {}');
    const person = { reply: () => undefined, columns };
    const { stdout } = await run('new --dry-run', person);
    const words = (text: string) => text.split(/\s+/).join(' ');
    const whole = await run('new --dry-run');
    expect(words(stdout)).toBe(words(whole.stdout));
    expect(whole.stdout.split('\n').some(({ length }) => length > columns)).toBe(true);
    expect(stdout.split('\n').filter(({ length }) => length > columns)).toEqual([]);
    const { stdout: json } = await run('new --dry-run --json', person);
    expect(json).toBe((await run('new --dry-run --json')).stdout);
  },
);
