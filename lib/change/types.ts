import type { FlagValues } from '../answers/command-line.ts';
import type { Entry } from '../answers/sources.ts';
import type { Answers, Preset } from '../answers/types.ts';
import { UserError } from '../errors.ts';

/** The two ways to change a list of answers. */
export type ChangeVerb = 'add' | 'remove';

/** What one run adds or removes, and the answers that it changes. */
export interface ChangeRequest {
  readonly verb: ChangeVerb;
  /** What to add or remove; at least one word. */
  readonly words: readonly string[];
  /** The environment whose own value it is; undefined: all of them. */
  readonly environment: string | undefined;
  readonly flags: FlagValues;
  /** As they are before. */
  readonly answers: Answers;
  readonly presets: readonly Preset[];
}

/** What a change does to the answers. */
export interface AnswersChange {
  /** Raw values that are stronger than those of the repo's own file. */
  readonly entries: readonly Entry[];
  /** Paths whose values, and all below them, the repo's own file no longer provides. */
  readonly dropped: readonly (readonly string[])[];
  /** What is added or removed, as people write it. */
  readonly done: readonly string[];
  /** What was there already. */
  readonly already: readonly string[];
  /** What follows for other answers, one sentence each. */
  readonly notes?: readonly string[];
}

/** Something that answers hold several of: what the word after `add` and `remove` names. */
export interface ChangeKind {
  /** In the singular, such as `secret`. */
  readonly word: string;
  /** The field of Answers that holds it. */
  readonly name: keyof Answers;
  /** What the words after it look like. */
  readonly usage: string;
  readonly summary: string;
  /** An environment may have its own. */
  readonly byEnvironment?: true;
  /** How a value can differ by environment, where no environment has its own. */
  readonly otherwise?: string;
  /** What there is now, as people write it. */
  readonly items: (answers: Answers) => readonly string[];
  /** The part of an item that names it, where values follow; default: all of it. */
  readonly nameOf?: (item: string) => string;
  /** What there is to add, as far as it is known; without answers: all of it. */
  readonly offered?: (answers: Answers | undefined) => readonly string[];
  /** @throws UserError for a word that is none, and for what is not there. */
  readonly change: (request: ChangeRequest) => AnswersChange;
}

/** A change of nothing yet. */
export const NO_CHANGE: AnswersChange = { entries: [], dropped: [], done: [], already: [] };

/** A raw value that a change provides; messages name the change as its place. */
export function changeEntry(
  path: readonly string[],
  value: unknown,
  { verb, word }: { readonly verb: ChangeVerb; readonly word: string },
): Entry {
  return { path, value, from: 'prompt', at: `${verb} ${word}` };
}

/** The fault of something that is to go and is not there. */
export function notThere(word: string, what: string, all: readonly string[]): UserError {
  const hint = all.length === 0 ? `There is no ${word}.` : `There is: ${all.join(', ')}.`;
  return new UserError('NotThere', `remove ${word}: ${what} is not there.`, hint);
}
