/** What may follow a flag: nothing, a path, some text, or one of these words. */
export type FlagValue = 'none' | 'path' | 'text' | readonly string[];

/** A flag as a shell completes it. */
export interface CompletedFlag {
  /** With their dashes, such as `--yes` and `-y`; the first is the long one. */
  readonly spellings: readonly [string, ...string[]];
  readonly explanation: string;
  readonly value: FlagValue;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** What its first word may be; empty where it is a path or some text. */
  readonly words: readonly string[];
  /** The program itself says what may follow its first word. */
  readonly hasLaterWords: boolean;
  readonly flags: readonly CompletedFlag[];
}

/** The names of the program. */
export const PROGRAMS = ['ecs-iam', 'generator-ecs-iam'] as const;

/** With this word in place of a shell, `completion` prints what may follow the words after it. */
export const LATER_WORDS = 'words';

/** Every spelling of the flags of a command. */
export function spellingsOf({ flags }: CompletedCommand): readonly string[] {
  return flags.flatMap(({ spellings }) => spellings);
}

/** The flags of a command whose value is one of some words. */
export function flagsWithChoices({ flags }: CompletedCommand): readonly {
  readonly spellings: readonly string[];
  readonly words: readonly string[];
}[] {
  return flags.flatMap(({ spellings, value }) =>
    typeof value === 'string' ? [] : [{ spellings, words: value }],
  );
}

/** The flags of a command that a path or some text follows. */
export function flagsWithText({ flags }: CompletedCommand): readonly string[] {
  return flags.flatMap(({ spellings, value }) =>
    value === 'path' || value === 'text' ? spellings : [],
  );
}
