import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandLine } from '../answers/command-line.ts';
import { LAST_FLAGS } from '../answers/flag-forms.ts';
import { throwFaults } from '../errors.ts';
import {
  ACCOUNT_COMMANDS,
  ACCOUNT_EXAMPLES,
  type AccountCommand,
  accountFlags,
} from './account-flags.ts';
import {
  CAN_COMMAND,
  EXPLAIN_COMMAND,
  LEARN_COMMAND,
  LIST_COMMAND,
  MAP_COMMAND,
  POLICY_COMMAND,
  WHY_COMMAND,
} from './ask-commands.ts';
import { ADD_COMMAND, REMOVE_COMMAND } from './change-command.ts';
import type { Command } from './command.ts';
import {
  ADOPT_COMMAND,
  BACKSTAGE_COMMAND,
  FLEET_COMMAND,
  PRESET_COMMAND,
} from './team-commands.ts';
import { checkCommandWord } from './unknown-command.ts';

/** Every command, in the order of help. The first is the one without a word. */
export const COMMANDS: readonly [Command, ...Command[]] = [
  {
    name: 'new',
    group: 'repo',
    usage: 'new [DIR]',
    summary: 'Writes a starter repo, or brings one up to date (the default).',
    examples: [
      ['new shop', 'Asks, then writes the repo into the folder shop.'],
      ['new shop --yes --target terraform --grant xray', 'Asks nothing.'],
    ],
    flags: async () => (await import('../answers/flags.ts')).NEW_FLAGS,
    run: async (invocation) => (await import('./new.ts')).runNew(invocation),
  },
  ADD_COMMAND,
  REMOVE_COMMAND,
  {
    name: 'lock',
    group: 'repo',
    usage: 'lock [DIR]',
    summary: 'Writes iam.lock.json again after an edit of a file under iam/.',
    examples: [
      ['lock', 'In the repo, after an edit.'],
      ['lock shop --definition plan.json', 'Reads a plan of Terraform, written as JSON.'],
    ],
    flags: async () => (await import('./lock.ts')).LOCK_FLAGS,
    run: async (invocation) => (await import('./lock.ts')).runLock(invocation),
  },
  LIST_COMMAND,
  LEARN_COMMAND,
  CAN_COMMAND,
  WHY_COMMAND,
  EXPLAIN_COMMAND,
  MAP_COMMAND,
  POLICY_COMMAND,
  PRESET_COMMAND,
  FLEET_COMMAND,
  BACKSTAGE_COMMAND,
  ADOPT_COMMAND,
  accountCommand('plan'),
  accountCommand('apply'),
  accountCommand('validate'),
  accountCommand('destroy'),
  {
    name: 'help',
    group: 'program',
    usage: 'help [COMMAND]',
    summary: 'Lists the commands, or explains one with its flags.',
    examples: [
      ['help', 'Every command in one line.'],
      ['help plan', 'The flags of plan; ecs-iam plan --help does the same.'],
    ],
    words: 'command',
    firstWords: async () => COMMANDS.map(({ name }) => name),
    flags: async () => LAST_FLAGS,
    run: async (invocation) => (await import('./help.ts')).runHelp(invocation, COMMANDS),
  },
  {
    name: 'completion',
    group: 'program',
    usage: 'completion bash|zsh|fish|powershell',
    summary: 'Prints the script that completes commands, flags and values in a shell.',
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/ecs-iam', 'For bash.'],
      ['completion fish > ~/.config/fish/completions/ecs-iam.fish', 'For fish.'],
    ],
    words: 'shell',
    firstWords: async () => (await import('../completion/shells.ts')).SHELLS,
    flags: async () => LAST_FLAGS,
    run: async (invocation) =>
      (await import('./completion.ts')).runCompletion(invocation, COMMANDS),
  },
  {
    name: 'version',
    group: 'program',
    usage: 'version',
    summary: 'Shows the version.',
    examples: [
      ['version', 'The version of this program.'],
      ['-V', 'The same.'],
    ],
    words: 'none',
    flags: async () => LAST_FLAGS,
    run: async ({ line, io }) => {
      throwFaults(line.faults);
      io.out(`${(await import('./help.ts')).packageVersion()}\n`);
      return 0;
    },
  },
];

/** The command of one of the four verbs on an account. */
export function accountCommand(name: AccountCommand): Command {
  return {
    name,
    group: 'account',
    usage: `${name} [DIR]`,
    summary: ACCOUNT_COMMANDS[name],
    examples: ACCOUNT_EXAMPLES[name],
    flags: async () => accountFlags(name),
    run: async ({ line, from, io }) => {
      throwFaults(line.faults);
      const { runAccountCommand } = await import('./account-command.ts');
      const { findRepo } = await import('./load-repo.ts');
      const root = findRepo(resolve(from, line.positionals[0] ?? '.'));
      return runAccountCommand(name, root, line.flags, io);
    },
  };
}

/** The command that a line names, and the words left for it. */
export interface Picked {
  readonly command: Command;
  /** The user wrote it. */
  readonly named: boolean;
  readonly rest: readonly string[];
}

/**
 * The command that the first word names, else the first of the table.
 *
 * @throws UserError `UnknownCommand` for a word that is nearly one and no folder.
 */
export function pickCommand(words: readonly string[]): Picked {
  const [first, ...rest] = words;
  const command = COMMANDS.find(({ name }) => name === first);
  if (command !== undefined) return { command, named: true, rest };
  if (first !== undefined && !isFolder(first)) checkCommandWord(first, NAMES, 2);
  return { command: COMMANDS[0], named: false, rest: words };
}

const NAMES = COMMANDS.map(({ name }) => name);

/** Flags may stand before the command in other programs; here the word would be a folder. @throws UserError `UnknownCommand`. */
export function checkFolderWord({ positionals: [folder] }: CommandLine): void {
  if (folder !== undefined && !isFolder(folder)) checkCommandWord(folder, NAMES, 0);
}

function isFolder(word: string): boolean {
  return statSync(word, { throwIfNoEntry: false })?.isDirectory() === true;
}
