import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Flag, Words } from '../answers/command-line.ts';
import { describeFlags, describeRows } from '../answers/help.ts';
import { throwFaults } from '../errors.ts';
import { ACCOUNT_COMMANDS, type AccountCommand, accountFlags } from './account-flags.ts';
import { ADOPT_FLAGS } from './adopt-flags.ts';
import { CAN_FLAGS } from './can-flags.ts';
import type { Invocation } from './invocation.ts';

/** One command of the program. Its work is loaded when it runs, its flags when help shows them. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** What the words beside the flags may be; absent: a folder. */
  readonly words?: Words;
  readonly flags: () => Promise<readonly Flag[]>;
  /** Gives the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** The command that answers questions about a repo or about documents. */
export const CAN_COMMAND: Command = {
  name: 'can',
  usage: 'can [ACTION] [RESOURCE]',
  summary: 'Says whether a role may do something, who may, or all that it may; needs no account.',
  words: 'question',
  flags: async () => CAN_FLAGS,
  run: async (invocation) => (await import('./can.ts')).runCan(invocation),
};

/** The command that prints a policy for people. */
export const POLICY_COMMAND: Command = {
  name: 'policy',
  usage: 'policy exec|pipeline|validate|operator',
  summary:
    'Prints the policy of who opens ECS Exec, sets up the pipeline, validates or operates the roles.',
  words: 'policy',
  flags: async () => (await import('./policy.ts')).POLICY_FLAGS,
  run: async (invocation) => (await import('./policy.ts')).runPolicy(invocation),
};

/** The command that lists what there is to choose from. */
export const LIST_COMMAND: Command = {
  name: 'list',
  usage: 'list roles|grants|options|values [WORD]',
  summary: 'Lists what there is to choose from, or what has a word; needs no repo.',
  words: 'list',
  flags: async () => (await import('./list.ts')).LIST_FLAGS,
  run: async (invocation) => (await import('./list.ts')).runList(invocation),
};

/** The command that takes over roles that exist. */
export const ADOPT_COMMAND: Command = {
  name: 'adopt',
  usage: 'adopt [DIR]',
  summary: "Makes roles that exist the repo's own, with the files by which its tool imports them.",
  flags: async () => ADOPT_FLAGS,
  run: async (invocation) => (await import('./adopt.ts')).runAdopt(invocation),
};

/** Every command, in the order of help. The first is the one without a word. */
export const COMMANDS: readonly [Command, ...Command[]] = [
  {
    name: 'new',
    usage: 'new [DIR]',
    summary: 'Writes a starter repo, or brings one up to date (the default).',
    flags: async () => (await import('../answers/flags.ts')).NEW_FLAGS,
    run: async (invocation) => (await import('./new.ts')).runNew(invocation),
  },
  {
    name: 'lock',
    usage: 'lock [DIR]',
    summary: 'Writes iam.lock.json again after an edit of a file under iam/.',
    flags: async () => (await import('./lock.ts')).LOCK_FLAGS,
    run: async (invocation) => (await import('./lock.ts')).runLock(invocation),
  },
  LIST_COMMAND,
  CAN_COMMAND,
  POLICY_COMMAND,
  ADOPT_COMMAND,
  accountCommand('plan'),
  accountCommand('apply'),
  accountCommand('validate'),
  accountCommand('destroy'),
];

/** The command of one of the four verbs on an account. */
export function accountCommand(name: AccountCommand): Command {
  return {
    name,
    usage: `${name} [DIR]`,
    summary: ACCOUNT_COMMANDS[name],
    flags: async () => accountFlags(name),
    run: async ({ line, from, io }) => {
      throwFaults(line.faults);
      const { runAccountCommand } = await import('./account-command.ts');
      return runAccountCommand(name, resolve(from, line.positionals[0] ?? '.'), line.flags, io);
    },
  };
}

/** The command that the first word names, and the words left for it. */
export function pickCommand(words: readonly string[]): {
  readonly command: Command;
  /** The user wrote it. */
  readonly named: boolean;
  readonly rest: readonly string[];
} {
  const [first, ...rest] = words;
  const command = COMMANDS.find(({ name }) => name === first);
  return command
    ? { command, named: true, rest }
    : { command: COMMANDS[0], named: false, rest: words };
}

const ABOUT =
  'Generates the IAM roles an Amazon ECS service needs, least privilege, as AWS CLI scripts,\n' +
  'CloudFormation, CDK or Terraform.\n';

/** Help of the program (with the flags of its first command) or of one command; columns wide. */
export async function helpText(command: Command, named: boolean, width: number): Promise<string> {
  const flags = describeFlags(await command.flags(), width);
  if (named) return `${command.summary}\n\nUsage: ecs-iam ${command.usage} [FLAGS]\n\n${flags}`;
  const rows = COMMANDS.map(({ usage, summary }) => [usage, summary] as const);
  const commands = `Commands:\n${describeRows(rows, width)}`;
  const more = `ecs-iam COMMAND --help shows the flags of a command; these are those of ${command.name}.\n`;
  return `${ABOUT}\nUsage: ecs-iam [COMMAND] [FLAGS]\n\n${commands}\n${more}\n${flags}`;
}

/** The version of this package, from its package.json. */
export function packageVersion(folder = dirname(fileURLToPath(import.meta.url))): string {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return packageVersion(dirname(folder));
  const { version } = JSON.parse(readFileSync(path, 'utf8'));
  return String(version);
}
