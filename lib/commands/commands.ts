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
import { ADOPT_FLAGS } from './adopt-flags.ts';
import { CAN_FLAGS } from './can-flags.ts';
import { ADD_COMMAND, REMOVE_COMMAND } from './change-command.ts';
import type { Command } from './command.ts';
import { checkCommandWord } from './unknown-command.ts';

/** The command that answers questions about a repo or about documents. */
export const CAN_COMMAND: Command = {
  name: 'can',
  group: 'ask',
  usage: 'can [ACTION] [RESOURCE]',
  summary: 'Says whether a role may do something, who may, or all that it may.',
  examples: [
    ['can s3:GetObject arn:aws:s3:::shop-uploads/a.txt', 'May the task role read this object?'],
    ['can iam:PassRole --who', 'Which roles may pass a role?'],
  ],
  words: 'question',
  flags: async () => CAN_FLAGS,
  run: async (invocation) => (await import('./can.ts')).runCan(invocation),
};

/** The command that prints a policy for people. */
export const POLICY_COMMAND: Command = {
  name: 'policy',
  group: 'ask',
  usage: 'policy exec|pipeline|validate|operator',
  summary:
    'Prints the policy of who opens ECS Exec, sets up the pipeline, validates or operates the roles.',
  examples: [
    ['policy operator --environment dev', 'What whoever runs apply in dev needs.'],
    ['policy exec --tag team=orders', 'Opens ECS Exec in tasks with this tag alone.'],
  ],
  words: 'policy',
  firstWords: async () => (await import('./policy.ts')).KINDS,
  flags: async () => (await import('./policy.ts')).POLICY_FLAGS,
  run: async (invocation) => (await import('./policy.ts')).runPolicy(invocation),
};

/** The command that lists what there is to choose from. */
export const LIST_COMMAND: Command = {
  name: 'list',
  group: 'ask',
  usage: 'list roles|grants|options|values [WORD]',
  summary: 'Lists what there is to choose from, or what has a word; needs no repo.',
  examples: [
    ['list grants sqs', 'The grants that are about SQS, with the flag that takes each.'],
    ['list roles --json', 'Every role as one JSON document.'],
  ],
  words: 'list',
  firstWords: async () => (await import('./listed.ts')).KINDS,
  flags: async () => (await import('./list.ts')).LIST_FLAGS,
  run: async (invocation) => (await import('./list.ts')).runList(invocation),
};

/** The command that makes and checks the rules of a team. */
export const PRESET_COMMAND: Command = {
  name: 'preset',
  group: 'repo',
  usage: 'preset new|check FILE',
  summary: 'Makes a preset, the rules of a team as a JSON file, or checks one.',
  examples: [
    ['preset new acme.json', 'A preset to begin with, and its schema.'],
    ['preset check acme.json', 'Every fault of a preset, with its line.'],
  ],
  words: 'preset',
  flags: async () => (await import('./preset.ts')).PRESET_FLAGS,
  run: async (invocation) => (await import('./preset.ts')).runPreset(invocation),
};

/** The command that teaches. */
export const LEARN_COMMAND: Command = {
  name: 'learn',
  group: 'ask',
  usage: 'learn [list|start N|hint|check|reset|solution]',
  summary: 'A course in IAM for ECS, exercise by exercise: no account, no network.',
  examples: [
    ['learn start 1', 'Writes the first exercise into a folder of its own.'],
    ['learn check', 'In that folder: is it solved, and what is wrong if not?'],
  ],
  words: 'learn',
  firstWords: async () => (await import('./learn.ts')).LEARN_VERBS,
  flags: async () => (await import('./learn.ts')).LEARN_FLAGS,
  run: async (invocation) => (await import('./learn.ts')).runLearn(invocation),
};

/** The command that works on many services. */
export const FLEET_COMMAND: Command = {
  name: 'fleet',
  group: 'repo',
  usage: 'fleet init|new|plan|apply|validate|status|destroy|stacksets|import [DIR…]',
  summary:
    'Works on many services at once, as a manifest (fleet.yaml) has them: repos and accounts.',
  examples: [
    ['fleet init', 'A manifest to begin with, and its schema.'],
    ['fleet new --dry-run', 'What would be written, and what roles gain and lose.'],
    ['fleet plan --environment dev', 'What apply would change in the accounts of dev.'],
  ],
  words: 'fleet',
  firstWords: async () => (await import('./fleet.ts')).FLEET_VERBS.map(({ name }) => name),
  flags: async () => (await import('./fleet.ts')).FLEET_FLAGS,
  run: async (invocation) => (await import('./fleet.ts')).runFleet(invocation),
};

/** The command that makes a template of Backstage. */
export const BACKSTAGE_COMMAND: Command = {
  name: 'backstage',
  group: 'repo',
  usage: 'backstage',
  summary: 'Writes a software template of Backstage that asks what presets leave open.',
  examples: [
    ['backstage --output template.yaml', 'A template that asks all questions.'],
    ['backstage --preset acme.json --owner platform', 'Without those that a preset has locked.'],
  ],
  words: 'none',
  flags: async () => (await import('./backstage.ts')).BACKSTAGE_FLAGS,
  run: async (invocation) => (await import('./backstage.ts')).runBackstage(invocation),
};

/** The command that explains a role, a statement, an action or a condition key. */
export const EXPLAIN_COMMAND: Command = {
  name: 'explain',
  group: 'ask',
  usage: 'explain [ROLE|ROLE.STATEMENT|ACTION|CONDITION-KEY]',
  summary: 'Explains what a role or statement is for, and what breaks without it.',
  examples: [
    [
      'explain task-execution.ReadSecrets',
      'What calls this statement, and what breaks without it.',
    ],
    ['explain iam:PassedToService', 'What a condition key does, and which statements have it.'],
  ],
  words: 'subject',
  flags: async () => (await import('./explain.ts')).EXPLAIN_FLAGS,
  run: async (invocation) => (await import('./explain.ts')).runExplain(invocation),
};

/** The command that says what an error message means. */
export const WHY_COMMAND: Command = {
  name: 'why',
  group: 'ask',
  usage: 'why [TEXT]',
  summary: 'Says what an error message of AWS means, and what to do about it.',
  examples: [
    ['why "MESSAGE"', 'What a message means, and whether this repo grants what was refused.'],
    [
      'why --file stopped.json',
      'The same for a file, such as the output of aws ecs describe-tasks.',
    ],
  ],
  words: 'message',
  flags: async () => (await import('./why.ts')).WHY_FLAGS,
  run: async (invocation) => (await import('./why.ts')).runWhy(invocation),
};

/** The command that draws who may do what. */
export const MAP_COMMAND: Command = {
  name: 'map',
  group: 'ask',
  usage: 'map [DIR]',
  summary: 'Draws who trusts whom, who passes what, and who may use which resource.',
  examples: [
    ['map --open', 'The map as a page in the browser.'],
    ['map --format svg --output map.svg', 'The map as a drawing in a file.'],
  ],
  flags: async () => (await import('./map.ts')).MAP_FLAGS,
  run: async (invocation) => (await import('./map.ts')).runMap(invocation),
};

/** The command that takes over roles that exist. */
export const ADOPT_COMMAND: Command = {
  name: 'adopt',
  group: 'account',
  usage: 'adopt [DIR]',
  summary: "Makes roles that exist the repo's own, with the files by which its tool imports them.",
  examples: [
    ['adopt --dry-run', 'What would differ; nothing is written.'],
    ['adopt --role task --environment dev', 'The task role alone, as it stands in dev.'],
  ],
  flags: async () => ADOPT_FLAGS,
  run: async (invocation) => (await import('./adopt.ts')).runAdopt(invocation),
};

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
