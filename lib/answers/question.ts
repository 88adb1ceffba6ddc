import type { Placeholder, PlaceholderValues } from '../iam/placeholders.ts';
import type { FlagGroup } from './flag-groups.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Answers } from './types.ts';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly title: string;
  /** One sentence shown beside it. */
  readonly hint?: string;
}

/** A raw value and where it belongs among the answers, such as `['tags', 'team']`. */
export type RawEntry = readonly [path: readonly string[], value: unknown];

/** What every row of the table says: enough for its prompt, its flag and its line of help. */
interface Row {
  /** Without the leading `--`; absent: the answers file alone can say it. */
  readonly flag?: string;
  /** What a value of the flag looks like, in help. */
  readonly metavar: string;
  /** The flag may be given more than once. */
  readonly repeatable?: true;
  readonly group: FlagGroup;
  readonly type: 'input' | 'confirm' | 'select' | 'checkbox';
  /** The prompt. */
  readonly message: string;
  /** One line: what it decides. */
  readonly explanation: string;
  /** 'main': a prompt for everyone; 'more': for those who ask for more; 'never': flag and file. */
  readonly asked: 'main' | 'more' | 'never';
  readonly choices?: readonly Choice[];
  /** Joins the checkbox of AWS features under this title, and is asked when ticked there. */
  readonly feature?: string;
  /** What ticking the feature answers; without it the row is asked once ticked. */
  readonly featureValue?: string;
  readonly when?: (soFar: Partial<Answers>) => boolean;
  /** What a prompt offers when nothing is known yet; `<project>` is filled in. */
  readonly suggestion?: string;
  /** The raw entries that one value of the flag stands for; default: the value under the name. */
  readonly fromFlag?: (text: string) => readonly RawEntry[];
}

/** A row that fills one field of Answers. */
export interface AnswerQuestion<Name extends keyof Answers = keyof Answers> extends Row {
  readonly kind: 'answer';
  readonly name: Name;
  readonly initial: Answers[Name];
  /** The only validation. Throws UserError. Takes what a flag, a prompt or the answers file says. */
  readonly parse: (raw: unknown) => Answers[Name];
  /** How deep entries of their own lie: 0 one value, 1 `tags.team`, 2 `roleOverrides.task.description`. */
  readonly depth: 0 | 1 | 2;
  /** What the answers file may hold. */
  readonly schema: JsonSchema;
  /** The value as the answers file holds it; default: as it is. */
  readonly write?: (answers: Answers) => unknown;
}

/** A row that gives values to placeholders, the same in every environment without one of its own. */
export interface PlaceholderQuestion extends Row {
  readonly kind: 'placeholder';
  readonly name: Placeholder;
  readonly parse: (raw: unknown) => PlaceholderValues;
}

export type Question =
  | { readonly [Name in keyof Answers]: AnswerQuestion<Name> }[keyof Answers]
  | PlaceholderQuestion;
