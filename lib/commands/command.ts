import type { Flag, Words } from '../answers/command-line.ts';
import type { Invocation } from './invocation.ts';

/** The headings of the list of commands, in order. */
export const COMMAND_GROUPS = {
  repo: 'Make and change a repo',
  ask: 'Ask and explain, without an account',
  account: 'Work on the account',
  program: 'The program itself',
} as const;

/** Words after the program's name, and what they do. */
export type Example = readonly [words: string, does: string];

/** Rows of help under a heading. */
export interface HelpTable {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** One command of the program. Its work is loaded when it runs, its flags when help shows them. */
export interface Command {
  readonly name: string;
  readonly group: keyof typeof COMMAND_GROUPS;
  readonly usage: string;
  readonly summary: string;
  /** What help shows below the usage; each begins with the name of the command. */
  readonly examples: readonly [Example, Example, ...Example[]];
  /** What the words beside the flags may be; absent: a folder. */
  readonly words?: Words;
  /** What its first word may be, for completion. */
  readonly firstWords?: () => Promise<readonly string[]>;
  /** What may follow the words that are typed, where the program knows it when it is asked. */
  readonly laterWords?: (words: readonly string[], from: string) => Promise<readonly string[]>;
  /** A further table of its help, above the flags. */
  readonly more?: () => Promise<HelpTable>;
  readonly flags: () => Promise<readonly Flag[]>;
  /** Gives the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}
