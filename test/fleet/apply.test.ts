import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();
const ACCOUNT = '111122223333';

function run(...words: readonly string[]) {
  return runBin(folder(), words);
}

function manifest(services: string): void {
  const head = `id: a1b2c3d4\nenvironments: {dev: {account: "${ACCOUNT}"}}\nanswers: {deploy: none, roles: [task-execution, task]}\n`;
  writeFileSync(join(folder(), 'fleet.yaml'), `${head}services: {${services}}\n`);
}

test('an account that could not hold the roles is named before anything is made', () => {
  manifest('one: {}, two: {}');
  run('fleet', 'new');
  run('fleet', 'apply', '--practice', '--yes', '--only', 'one');
  const file = join(folder(), `.ecs-iam/practice-${ACCOUNT}.json`);
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const held = Object.keys(state.roles).length;
  writeFileSync(file, JSON.stringify({ ...state, rolesQuota: held }));
  const { status, stderr } = run('fleet', 'apply', '--practice', '--yes');
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(
      `Account ${ACCOUNT} has ${held} of ${held} roles, and the fleet would make 2 more: nothing was changed.`,
    ),
  ]);
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).roles)).toHaveLength(held);
});

test('services whose roles collide in one account are both named, and the third is applied', () => {
  const flags = [
    '--yes',
    '--quiet',
    '--environments',
    'dev',
    '--deploy',
    'none',
    '--roles',
    'task-execution,task',
  ];
  for (const name of ['one', 'two'])
    run('new', name, ...flags, '--role-name', 'task=task-<environment>');
  run('new', 'three', ...flags);
  run('fleet', 'import', 'one', 'two', 'three');
  const { status, stdout, stderr } = run('fleet', 'apply', '--practice', '--yes');
  expect([status, stderr]).toEqual([1, '[1/1] three dev: changed, 6 made\n']);
  expect(stdout).toContain(
    "one (dev), two (dev): Services one (dev, line 16) and two (dev, line 21) both have the role 'task-dev' in account 000000000000.",
  );
  expect(stdout).toMatch(/^three +dev +000000000000 +\d+ changes$/m);
});

test.each([
  [['plan', '--prune'], '--prune does not go with fleet plan'],
  [['plan', '--environment', 'pord'], "There is no environment 'pord'"],
  [['destroy', '--practice'], 'Nobody is there to confirm destroy'],
  [['apply', '--practice'], 'Nobody is there to confirm apply'],
])('%j is refused', (words, message) => {
  manifest('one: {}');
  run('fleet', 'new');
  if (words[0] === 'destroy') run('fleet', 'apply', '--practice', '--yes');
  const { status, stderr } = run('fleet', ...words);
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
});
