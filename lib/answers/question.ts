import { type Placeholder, type PlaceholderValues, placeholderSpec } from '../iam/placeholders.ts';
import type { FlagGroup } from './command-line.ts';
import { type JsonSchema, oneOfStrings } from './json-schema.ts';
import { parseWord } from './parse/basic.ts';
import { parsePlaceholder } from './parse/placeholders.ts';
import type { Answers, Preset } from './types.ts';

/** One thing to choose. */
interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly title: string;
  /** One sentence shown beside it. */
  readonly hint?: string;
  /** What fits most; prompts say so. */
  readonly recommended?: true;
}

/** A raw value and where it belongs among the answers, such as `['tags', 'team']`. */
export type RawEntry = readonly [path: readonly string[], value: unknown];

/** What every row of the table has: enough for its prompt, its flag and its line of help. */
interface Row {
  /** Without the leading `--`; absent: only the answers file can hold it. */
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
  /** The title of its row in the checkbox of AWS features; it is asked when ticked there. */
  readonly feature?: string;
  /** The answer that ticking the feature gives; without it the question is asked once ticked. */
  readonly featureValue?: string;
  readonly when?: (soFar: Partial<Answers>) => boolean;
  /** It is asked with that question: where somebody chose its answer. */
  readonly follows?: 'source';
  /** Why a prompt does not take an empty reply, or these ticks; undefined: it does. */
  readonly needed?: (soFar: Partial<Answers>) => string | undefined;
  /** What a prompt offers when nothing is known yet; `<project>` is filled in. */
  readonly suggestion?: string;
  /** The raw entries of one value of the flag; default: the value under the name. */
  readonly fromFlag?: (text: string) => readonly RawEntry[];
}

/** A row that fills one field of Answers. */
interface AnswerQuestion<Name extends keyof Answers = keyof Answers> extends Row {
  readonly kind: 'answer';
  readonly name: Name;
  readonly initial: Answers[Name];
  /** The only validation of what a flag, a prompt or the answers file holds. @throws UserError. */
  readonly parse: (raw: unknown, presets?: readonly Preset[]) => Answers[Name];
  /** What the answers file may hold. */
  readonly schema: JsonSchema;
  /** The value as the answers file holds it; default: as it is. */
  readonly write?: (answers: Answers) => unknown;
}

/** A row that gives values to placeholders, in every environment without one of its own. */
interface PlaceholderQuestion<Name extends Placeholder = Placeholder> extends Row {
  readonly kind: 'placeholder';
  readonly name: Name;
  readonly parse: (raw: unknown) => PlaceholderValues;
}

/** A row of the table. */
export type Question =
  | { readonly [Name in keyof Answers]: AnswerQuestion<Name> }[keyof Answers]
  | PlaceholderQuestion;

type WithDefaults<Whole, Default extends keyof Whole> = Omit<Whole, Default> &
  Partial<Pick<Whole, Default>>;

/** A row for one field of Answers; an input that is never asked, unless the row differs. */
export function question<const Name extends keyof Answers>(
  row: WithDefaults<Omit<AnswerQuestion<Name>, 'kind'>, 'type' | 'asked'>,
): AnswerQuestion<Name> {
  return { kind: 'answer', type: 'input', asked: 'never', ...row };
}

/** A row that takes one of a few words; `what` names them in messages, such as `a kind of source`. */
export function selectQuestion<const Name extends keyof Answers>({
  what,
  ...row
}: Omit<AnswerQuestion<Name>, 'kind' | 'type' | 'parse' | 'schema' | 'choices'> & {
  readonly choices: readonly Choice<Answers[Name] & string>[];
  readonly what: string;
}): AnswerQuestion<Name> {
  const words = row.choices.map(({ value }) => value);
  const parse = (raw: unknown) => parseWord(raw, words, what);
  return { kind: 'answer', type: 'select', parse, schema: oneOfStrings(words), ...row };
}

/** A row that says whether something is made here or exists already; `hints` are of the two choices. */
export function createOrExisting<const Name extends 'ecrRepository' | 'oidcProvider'>({
  hints: [create, existing],
  ...row
}: Pick<AnswerQuestion<Name>, 'name' | 'group' | 'message' | 'explanation' | 'initial'> & {
  readonly flag: string;
  readonly hints: readonly [create: string, existing: string];
}): AnswerQuestion<Name> {
  return selectQuestion({
    ...row,
    metavar: 'create|existing',
    asked: 'never',
    choices: [
      { value: 'create', title: 'Make it', hint: create },
      { value: 'existing', title: 'It exists', hint: existing },
    ],
    what: "'create' or 'existing'",
  });
}

/** A row for one placeholder; what the row leaves out follows from the placeholder. */
export function placeholderQuestion<const Name extends Placeholder>(
  row: Pick<PlaceholderQuestion<Name>, 'name' | 'flag' | 'metavar' | 'group'> &
    Partial<Omit<PlaceholderQuestion, 'kind' | 'name'>>,
): PlaceholderQuestion<Name> {
  const { meaning, initial } = placeholderSpec(row.name);
  const otherwise = initial === undefined ? '' : ` (else ${initial})`;
  return {
    kind: 'placeholder',
    type: 'input',
    asked: 'never',
    message: meaning,
    explanation: `${meaning}${otherwise}.`,
    parse: (raw) => parsePlaceholder(row.name, raw),
    ...row,
  };
}

/** The question without what stands in brackets or after a colon, as other texts name it. */
export function shortMessage(message: string): string {
  return message.replace(/( \(|: |\? \().*$/s, '');
}
