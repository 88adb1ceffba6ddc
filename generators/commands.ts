import type { CommandLine } from '../lib/answers/command-line.ts';
import type { Flag } from '../lib/answers/flag-groups.ts';
import {
  ACCOUNT_COMMANDS,
  type AccountCommand,
  accountFlags,
} from '../lib/commands/account-flags.ts';
import type { WritePlan } from '../lib/starter/write-types.ts';
import type { Ask } from './ask.ts';

/** What the program's words and streams give to a command. */
export interface Run {
  readonly line: CommandLine;
  /** Where the user stands. */
  readonly from: string;
  /** A person can be asked. */
  readonly interactive: boolean;
  /** Puts questions, where it is not the terminal that does. */
  readonly ask?: Ask;
  /** Has conflicts decided, where it is not by `ask`. */
  readonly askConflicts?: (plan: WritePlan) => Promise<WritePlan>;
  /** A result, to stdout. */
  readonly print: (text: string) => void;
  /** Progress or a hint, to stderr. */
  readonly say: (text: string) => void;
}

/** One command of the program. Its work is loaded when it runs, its flags when help shows them. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly flags: () => Promise<readonly Flag[]>;
  /** Gives the exit code. */
  readonly load: () => Promise<(run: Run) => Promise<number>>;
}

/** Every command, in the order of help. The first is the one without a word. */
export const COMMANDS: readonly [Command, ...Command[]] = [
  {
    name: 'new',
    usage: 'new [DIR]',
    summary: 'Writes a starter repo, or brings one up to date (the default).',
    flags: async () => {
      const { QUESTION_FLAGS, RUN_FLAGS } = await import('../lib/answers/run-flags.ts');
      return [...QUESTION_FLAGS, ...RUN_FLAGS];
    },
    load: async () => (await import('./new.ts')).runNew,
  },
  accountCommand('plan'),
  accountCommand('apply'),
  accountCommand('validate'),
  accountCommand('destroy'),
];

function accountCommand(name: AccountCommand): Command {
  return {
    name,
    usage: `${name} [DIR]`,
    summary: ACCOUNT_COMMANDS[name],
    flags: async () => accountFlags(name),
    load: async () => (await import('./account.ts')).accountRun(name),
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
