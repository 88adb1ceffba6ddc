import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/commands/commands.ts';
import { completionScript, SHELLS } from '../../lib/completion/shells.ts';
import type { CompletedCommand } from '../../lib/completion/words.ts';
import { freshFolder, runBin } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';
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
    const { PATH = '' } = repoHere();
    const start =
      `PATH='${PATH}'; ` +
      'autoload -Uz compinit; compinit -u -D; source ./script; PS1="%% "; clear';
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
    tmux('send-keys', '-t', 'zsh', 'C-c');
    type('ecs-iam remove secret sh', 'Tab');
    await shows('ecs-iam remove secret shop/\\<environment\\>/db');
  }, 60_000);
});

/** The program by its name, in a repo whose answers are these. */
function repoHere(): NodeJS.ProcessEnv {
  const answers = {
    ...{ project: 'shop', target: 'cli', environments: ['dev', 'stage', 'prod'] },
    grants: [{ preset: 's3Read', bucketName: 'data' }, { preset: 'xray' }],
    secrets: [{ name: 'shop/<environment>/db' }, { name: 'smtp' }],
    options: { 'task.execKmsKey': true },
    tags: { team: 'a', cost: 'b' },
  };
  writeFileSync(join(folder(), 'ecs-iam.json'), JSON.stringify(answers));
  const program = join(folder(), 'bin/ecs-iam');
  mkdirSync(join(folder(), 'bin'), { recursive: true });
  const bin = join(import.meta.dirname, '../../dist/generators/bin.js');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`, { mode: 0o755 });
  return { ...process.env, PATH: `${join(folder(), 'bin')}:${process.env.PATH}` };
}

async function laterWords(...words: readonly string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await runCommand(folder(), ['completion', 'words', ...words]);
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((one) => one !== '');
}

test.each([
  [
    ['remove', 'environment'],
    ['dev', 'stage', 'prod'],
  ],
  [
    ['remove', 'environments', 'dev'],
    ['stage', 'prod'],
  ],
  [
    ['remove', 'grant'],
    ['s3Read', 'xray'],
  ],
  [
    ['remove', 'secret'],
    ['shop/<environment>/db', 'smtp'],
  ],
  [['remove', 'option'], ['task.execKmsKey']],
  [
    ['remove', 'tag'],
    ['cost', 'team'],
  ],
  [['remove', 'parameter'], []],
  [['add', 'environment'], []],
  [['add', 'grant', 's3Read'], []],
  [['add', 'nothing'], []],
  [['plan', 'grant'], []],
])('in a repo, after %j stands one of %j', async (words, proposed) => {
  repoHere();
  expect(await laterWords(...words)).toEqual(proposed);
});

test('to add are the grants and roles of the catalogue, without roles that are made', async () => {
  expect(await laterWords('remove', 'role')).toEqual(expect.arrayContaining(['task', 'ecs-exec']));
  expect(await laterWords('remove', 'secret')).toEqual([]);
  repoHere();
  expect(await laterWords('add', 'grant')).toEqual(expect.arrayContaining(['sqsConsume', 'xray']));
  const roles = await laterWords('add', 'role');
  expect([roles.includes('task'), roles.includes('ecs-exec')]).toEqual([false, true]);
  const options = await laterWords('add', 'option');
  expect([options.includes('codebuild.vpc'), options.includes('task.execKmsKey')]).toEqual([
    true,
    false,
  ]);
});

test('a repo that cannot be read proposes what the catalogue has', async () => {
  writeFileSync(join(folder(), 'ecs-iam.json'), '{');
  expect(await laterWords('remove', 'grant')).toContain('s3Read');
});

describeWith(['bash'], 'the second word after remove in bash', () => {
  test.each([
    ['ecs-iam remove environment ', 'dev prod stage'],
    ['ecs-iam remove grant s', 's3Read'],
    ['ecs-iam remove secret sh', 'shop/\\<environment\\>/db'],
    ['ecs-iam remove secret nothing', ''],
    ['ecs-iam remove --js', '--json'],
  ])('%s', (typed, proposed) => {
    const env = repoHere();
    scriptOf('bash');
    const complete =
      'source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ecs_iam; printf "%s\\n" "${COMPREPLY[@]}"';
    const words = ['--norc', '-c', complete, 'bash', ...typed.split(' ')];
    const { stdout, stderr } = spawnSync('bash', words, { cwd: folder(), encoding: 'utf8', env });
    expect([stdout.trim().split('\n').sort().join(' '), stderr]).toEqual([proposed, '']);
  });

  test('what a repo says is never run', () => {
    const env = repoHere();
    const program = join(folder(), 'bin/ecs-iam');
    writeFileSync(program, "#!/bin/sh\necho '$(touch run)`touch run`'\n", { mode: 0o755 });
    scriptOf('bash');
    const complete = 'source ./script; COMP_WORDS=(ecs-iam remove tag ""); COMP_CWORD=3; _ecs_iam';
    spawnSync('bash', ['--norc', '-c', complete], { cwd: folder(), env });
    expect(existsSync(join(folder(), 'run'))).toBe(false);
  });
});

describeWith(['fish'], 'the second word after remove in fish', () => {
  test('it is one that the repo has', () => {
    const env = repoHere();
    scriptOf('fish');
    const words = ['--no-config', '-c', "source ./script; complete -C 'ecs-iam remove grant s'"];
    const { stdout } = spawnSync('fish', words, { cwd: folder(), encoding: 'utf8', env });
    expect(stdout.split('\n')).toContain('s3Read');
  });
});

/** A small table, so that the golden file is one to be read. */
const SAMPLE: readonly [CompletedCommand, ...CompletedCommand[]] = [
  {
    name: 'new',
    summary: "Writes the user's repo.",
    words: [],
    hasLaterWords: false,
    flags: [
      { spellings: ['--target'], explanation: 'The tool.', value: ['cdk', 'cli'] },
      { spellings: ['--yes', '-y'], explanation: 'Asks nothing.', value: 'none' },
    ],
  },
  {
    name: 'list',
    summary: 'Lists: what there is.',
    words: ['roles', 'grants'],
    hasLaterWords: true,
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
