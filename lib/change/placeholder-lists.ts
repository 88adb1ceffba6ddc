import { LIST_PLACEHOLDERS } from '../answers/parse/placeholders.ts';
import type { Entry } from '../answers/sources.ts';
import type { Answers } from '../answers/types.ts';
import { isPlaceholder, placeholderSpec } from '../iam/placeholders.ts';
import {
  type AnswersChange,
  type ChangeRequest,
  changeEntry,
  NO_CHANGE,
  notThere,
} from './types.ts';

const WORD = 'value';

/** True for a placeholder that may have several values, the same in every environment. */
export function takesSeveral(key: string): boolean {
  return LIST_PLACEHOLDERS.some((one) => one === key);
}

/** The values of such a placeholder: several, one, or none. */
export function valuesOf(key: string, { lists, values }: Answers): readonly string[] {
  const several = new Map(Object.entries(lists)).get(key);
  const single = new Map(Object.entries(values)).get(key);
  return several ?? (single === undefined ? [] : [single]);
}

/**
 * The entries that give a placeholder these values: the first is that of the service, where it takes
 * one too, and the policies name all.
 */
export function entriesOf(
  key: string,
  all: readonly string[],
  { verb, answers }: Pick<ChangeRequest, 'verb' | 'answers'>,
): Pick<AnswersChange, 'entries' | 'dropped'> {
  const at = { verb, word: WORD };
  const isList = isPlaceholder(key) && placeholderSpec(key).list === true;
  const hasOne = !isList && (Object.hasOwn(answers.values, key) || all.length === 1);
  const entries: readonly Entry[] = [
    ...(hasOne && all.length > 0 ? [changeEntry(['values', key], all[0], at)] : []),
    ...(all.length > 1 || (!hasOne && all.length > 0)
      ? [changeEntry(['lists', key], all, at)]
      : []),
  ];
  const paths = [
    ['values', key],
    ['lists', key],
  ];
  const given = new Set(entries.map(({ path: [first] }) => first));
  return { entries, dropped: paths.filter(([first = '']) => !given.has(first)) };
}

/** Takes one of several values away, or with none named all of them. */
export function removeValues(
  key: string,
  value: string | undefined,
  request: ChangeRequest,
): AnswersChange {
  const now = valuesOf(key, request.answers);
  const gone = value === undefined ? now : value.split(',');
  const strange = gone.find((one) => !now.includes(one));
  if (strange !== undefined || now.length === 0) {
    const text = strange === undefined ? key : `${key}=${strange}`;
    throw notThere(
      WORD,
      `'${text}'`,
      now.map((one) => `${key}=${one}`),
    );
  }
  const left = now.filter((one) => !gone.includes(one));
  const done = [value === undefined ? key : `${key}=${value}`];
  return { ...NO_CHANGE, ...entriesOf(key, left, request), done };
}
