import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/commands/commands.ts';
import { completionScript, SHELLS } from '../../lib/completion/shells.ts';
import type { CompletedCommand } from '../../lib/completion/words.ts';
import { freshFolder, runBin } from '../support/built-bin.ts';
import { describeWith } from '../support/tools.ts';

const folder = freshFolder();

/** What is typed up to the cursor, and what of it a shell must propose. */
const TYPED: readonly (readonly [typed: string, proposed: readonly string[]])[] = [
  ['ecs-iam pla', ['plan']],
  ['ecs-iam completion ', [...SHELLS].sort()],
  ['ecs-iam list g', ['grants']],
  ['ecs-iam --targ', ['--target']],
  ['ecs-iam new --target c', ['cdk', 'cli', 'cloudformation']],
  ['ecs-iam plan --format ', ['json', 'junit', 'sarif', 'text']],
  ['ecs-iam plan --pro', ['--profile']],
  ['ecs-iam destroy --conf', ['--confirm']],
  ['ecs-iam help validate --de', ['--debug']],
];

function scriptOf(shell: string): string {
  const { stdout } = runBin(folder(), ['completion', shell]);
  writeFileSync(join(folder(), 'script'), stdout);
  return stdout;
}

function shell(program: string, words: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, words, { cwd: folder(), encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

describeWith(['bash'], 'bash', () => {
  test.each(TYPED)('%s', (typed, proposed) => {
    scriptOf('bash');
    const complete =
      'source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ecs_iam; printf "%s\\n" "${COMPREPLY[@]}"';
    const lines = shell('bash', ['--norc', '-c', complete, 'bash', ...typed.split(' ')]);
    expect(lines.trim().split('\n').sort()).toEqual(proposed);
  });

  test('--flag=value is completed behind the sign', () => {
    scriptOf('bash');
    const complete =
      'source ./script; COMP_WORDS=(ecs-iam plan --format = j); COMP_CWORD=4; _ecs_iam; echo "${COMPREPLY[@]}"';
    expect(shell('bash', ['--norc', '-c', complete])).toBe('json junit\n');
  });

  test('it completes both names of the program', () => {
    scriptOf('bash');
    const registered = shell('bash', ['--norc', '-c', 'source ./script; complete -p']);
    expect(registered.match(/_ecs_iam (generator-)?ecs-iam$/gm)).toHaveLength(2);
  });
});

describeWith(['fish'], 'fish', () => {
  test.each(TYPED)('%s', (typed, proposed) => {
    scriptOf('fish');
    const complete = `source ./script; complete -C '${typed}'`;
    const lines = shell('fish', ['--no-config', '-c', complete]).trim().split('\n');
    expect(lines.map((line) => line.split('\t')[0]).sort()).toEqual(proposed);
  });
});

describeWith(['zsh', 'tmux'], 'zsh', () => {
  const tmux = (...words: readonly string[]) =>
    spawnSync('tmux', ['-L', `ecs-iam-zsh-${process.pid}`, ...words], { encoding: 'utf8' }).stdout;

  afterAll(() => void tmux('kill-server'));

  test('commands, flags, values and first words, at a terminal', async () => {
    scriptOf('zsh');
    const start = 'autoload -Uz compinit; compinit -u -D; source ./script; PS1="%% "; clear';
    tmux('new-session', '-d', '-s', 'zsh', '-x', '100', '-y', '50', '-c', folder(), 'zsh', '-f');
    const screen = () => tmux('capture-pane', '-p', '-t', 'zsh').trimEnd();
    const shows = async (text: string) => {
      for (const end = Date.now() + 15_000; !screen().includes(text); ) {
        if (Date.now() > end) throw new Error(`Not shown: ${text}\n${screen()}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const type = (text: string, ...keys: readonly string[]) => {
      tmux('send-keys', '-t', 'zsh', '-l', '--', text);
      tmux('send-keys', '-t', 'zsh', ...keys);
    };
    type(start, 'Enter');
    await shows('% ');
    type('ecs-iam pla', 'Tab');
    await shows('ecs-iam plan');
    type('--form', 'Tab');
    await shows('ecs-iam plan --format');
    type('ju', 'Tab');
    await shows('ecs-iam plan --format junit');
    type('--format=sa', 'Tab');
    await shows('--format=sarif');
    tmux('send-keys', '-t', 'zsh', 'C-c');
    type('ecs-iam --target te', 'Tab');
    await shows('ecs-iam --target terraform');
    tmux('send-keys', '-t', 'zsh', 'C-c');
    type('ecs-iam completion po', 'Tab');
    await shows('ecs-iam completion powershell');
  }, 60_000);
});

/** A small table, so that the golden file is one to be read. */
const SAMPLE: readonly [CompletedCommand, ...CompletedCommand[]] = [
  {
    name: 'new',
    summary: "Writes the user's repo.",
    words: [],
    flags: [
      { spellings: ['--target'], explanation: 'The tool.', value: ['cdk', 'cli'] },
      { spellings: ['--yes', '-y'], explanation: 'Asks nothing.', value: 'none' },
    ],
  },
  {
    name: 'list',
    summary: 'Lists: what there is.',
    words: ['roles', 'grants'],
    flags: [{ spellings: ['--output'], explanation: 'A file.', value: 'path' }],
  },
];

test('the script for PowerShell is the one of the golden file', () => {
  const file = join(import.meta.dirname, 'sample.ps1');
  const script = completionScript('powershell', SAMPLE);
  if (process.env.ECS_IAM_GOLDEN === 'write') writeFileSync(file, script);
  expect(script).toBe(readFileSync(file, 'utf8'));
});

test.each(SHELLS)(
  'the script for %s names every command and every choice of a flag',
  async (one) => {
    const script = scriptOf(one);
    for (const { name, flags } of COMMANDS) {
      expect(script).toContain(name);
      for (const { name: flag, choices = [] } of await flags()) {
        expect(script).toContain(flag);
        for (const choice of choices) expect(script).toContain(choice);
      }
    }
  },
);

test.each([
  [[], 'No shell is named.'],
  [['powershel'], "Did you mean 'powershell'?"],
  [['bash', 'zsh'], "One shell is taken; 'zsh' is a second."],
])('completion %j is refused in a line', (words, message) => {
  const { status, stderr } = runBin(folder(), ['completion', ...words]);
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
});
