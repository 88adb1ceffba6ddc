import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { COMMAND_GROUPS } from '../../lib/commands/command.ts';
import { COMMANDS } from '../../lib/commands/commands.ts';
import { BIN, freshFolder, type Outcome, runBin } from '../support/built-bin.ts';

const folder = freshFolder();
const NAMES = COMMANDS.map(({ name }) => name);

function ecsIam(...words: readonly string[]): Outcome {
  return runBin(folder(), words);
}

function answers(values: object = {}): void {
  const given = { version: 1, project: 'shop', target: 'cli', environments: ['dev'], ...values };
  writeFileSync(join(folder(), 'ecs-iam.json'), JSON.stringify(given));
}

test.each([['help'], ['-h'], ['--help']])('%s lists every command under its heading', (word) => {
  const { status, stdout, stderr } = ecsIam(word);
  expect([status, stderr]).toEqual([0, '']);
  const listed = [...stdout.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name);
  expect(listed.filter((name) => name !== 'ecs').sort()).toEqual([...NAMES].sort());
  for (const title of Object.values(COMMAND_GROUPS)) expect(stdout).toContain(`${title}:\n`);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test.each(NAMES)('help %s has two examples, and is what --help prints', (name) => {
  const { status, stdout } = ecsIam('help', name);
  const [, examples = ''] = /\nExamples:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  expect(examples.match(/^ {2}ecs-iam /gm)?.length).toBeGreaterThanOrEqual(2);
  expect(ecsIam(name, '--help')).toEqual({ status, stdout, stderr: '' });
  expect(ecsIam(name, '-h').stdout).toBe(stdout);
});

test.each(COMMANDS.flatMap(({ name, examples }) => examples.map(([words]) => [words, name])))(
  'the example %s is a line that the program takes',
  async (words, name) => {
    const command = COMMANDS.find((one) => one.name === name);
    const [first, ...rest] = words.replace(/ > .*/, '').split(' ');
    if (first === '-V') return expect(ecsIam(first).status).toBe(0);
    expect(first).toBe(name);
    const line = parseCommandLine(rest, (await command?.flags()) ?? [], command?.words);
    expect(line.faults).toEqual([]);
  },
);

test.each([['version'], ['-V'], ['--version'], ['plan', '--version'], ['list', '-V']])(
  '%s %s gives the version of the package',
  (...words) => {
    const file = join(import.meta.dirname, '../../package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8'));
    expect(ecsIam(...words)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  },
);

test.each([
  ['plna', 'plan'],
  ['aply', 'apply'],
  ['validat', 'validate'],
  ['DESTROY', 'destroy'],
  ['hlep', 'help'],
  ['completoin', 'completion'],
])('%s is no command, and %s is proposed', (word, meant) => {
  expect(ecsIam(word, '--practice')).toEqual({
    status: 1,
    stdout: '',
    stderr: `error: There is no command '${word}'.\n  Did you mean '${meant}'? For a folder of that name write ./${word}.\n`,
  });
  expect(ecsIam('help', word).stderr).toMatch(/^error: There is no command/);
  expect(readdirSync(folder())).toEqual([]);
});

test('a word that is far from every command names the folder, and so does a path', () => {
  expect(ecsIam('backend', '--quiet').status).toBe(0);
  expect(ecsIam('./plna', '--quiet').status).toBe(0);
  expect(readdirSync(folder()).sort()).toEqual(['backend', 'plna']);
});

test('a folder that is there is meant, whatever command it resembles', () => {
  mkdirSync(join(folder(), 'plna'));
  expect(ecsIam('plna', '--quiet').status).toBe(0);
  expect(readdirSync(join(folder(), 'plna'))).toContain('ecs-iam.json');
});

test('a command after its flags makes no folder', () => {
  const { status, stderr } = ecsIam('--json', 'plan');
  expect([status, stderr]).toEqual([1, expect.stringContaining('Write ecs-iam plan [FLAGS].')]);
  expect(readdirSync(folder())).toEqual([]);
});

test.each([
  ['plan', ['--practice'], 2],
  ['validate', ['--practice'], 2],
  ['apply', ['--practice', '--yes'], 0],
  ['destroy', ['--practice', '--confirm', 'dev'], 0],
  ['can', ['--list'], 0],
  ['policy', ['operator'], 0],
])('%s finds the repo from a folder deep inside it', (command, words, status) => {
  answers();
  const inside = join(folder(), 'app/src');
  mkdirSync(inside, { recursive: true });
  expect(runBin(inside, [command, ...words])).toMatchObject({ status });
  expect(readdirSync(inside)).toEqual([]);
});

test('lock finds the repo, too', () => {
  expect(ecsIam('new', 'repo', '--yes', '--target', 'cli').status).toBe(0);
  expect(runBin(join(folder(), 'repo/iam'), ['lock'])).toMatchObject({ status: 0 });
});

test.each(['plan', 'lock', 'can'])('%s outside of a repo says where it looked', (command) => {
  const { status, stderr } = ecsIam(command, ...(command === 'can' ? ['--list'] : []));
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(`There is no ecs-iam.json in ${folder()} or above it.`),
  ]);
});

test.each([
  [['--project', 'a', '--project', 'b'], "--project is given twice: 'a', 'b'."],
  [
    ['plan', '--region', 'x', '--region=y', '--region', 'z'],
    "--region is given 3 times: 'x', 'y', 'z'.",
  ],
])('%j is one fault in one line', (words, line) => {
  expect(ecsIam(...words).stderr).toBe(`error: ${line}\n  Give it once.\n`);
});

test('a flag that may be repeated says so in help', () => {
  const help = ecsIam('help', 'can').stdout.replaceAll(/\s+/g, ' ');
  expect(help).toContain('--context KEY=VALUE A condition key of the request. May be repeated.');
});

test.each([
  [['help', 'new']],
  [['list', 'values']],
  [['completion', 'fish']],
  [['--colour', '--bad', '--worse']],
])('%j into a reader that closes at once is no error of its own', (words) => {
  const [expected] = [ecsIam(...words).status];
  const line = `'${process.execPath}' '${BIN}' "$@" 2>&1 | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line, 'bash', ...words], {
    cwd: folder(),
    encoding: 'utf8',
  });
  expect([stdout.trim(), stderr]).toEqual([String(expected), '']);
});
