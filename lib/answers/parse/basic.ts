import { didYouMean } from '../../did-you-mean.ts';
import { faultsOf, shown, throwFaults, UserError } from '../../errors.ts';

/** The fault of a value that is not what its place takes. */
export function badValue(value: unknown, takes: string, hint = ''): UserError {
  if (value !== undefined)
    return new UserError('BadValue', `${shown(value)} is not ${takes}.`, hint);
  const what = takes.replace(/: .*$/s, '');
  return new UserError(
    'BadValue',
    `${what.charAt(0).toUpperCase()}${what.slice(1)} is missing.`,
    hint,
  );
}

/** Checks that a value is text: the answers file may hold anything. */
export function parseText(raw: unknown, takes = 'text'): string {
  if (typeof raw === 'string') return raw;
  const hint = typeof raw === 'number' ? 'Put it in quotes.' : '';
  throw badValue(raw, takes, hint);
}

/** Checks that a value is one of a few words. */
export function parseWord<Word extends string>(
  raw: unknown,
  words: readonly Word[],
  what: string,
): Word {
  const text = parseText(raw, what).trim();
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UserError(
    'UnknownWord',
    `${shown(text)} is not ${what}.`,
    didYouMean(text, words, `Choose ${alternatives(words)}.`),
  );
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

const YES = ['yes', 'true', 'on'];
const NO = ['no', 'false', 'off'];

/** A boolean, also as a word. */
export function parseYesNo(raw: unknown): boolean {
  if (typeof raw === 'boolean') return raw;
  if (typeof raw === 'string' && YES.includes(raw.toLowerCase())) return true;
  if (typeof raw === 'string' && NO.includes(raw.toLowerCase())) return false;
  throw badValue(raw, 'yes or no');
}

/** The items of a list: an array, or text with commas. Empty items are left out of text. */
export function parseItems(raw: unknown): readonly unknown[] {
  if (Array.isArray(raw)) return raw;
  if (typeof raw !== 'string') throw badValue(raw, 'a list');
  return raw
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Parses every item and reports all that are wrong. */
export function parseEach<Item, Value>(
  items: readonly Item[],
  parse: (item: Item, index: number) => Value,
): readonly Value[] {
  const faults: UserError[] = [];
  const parsed = items.flatMap((item, index) => {
    const outcome = attempt(() => parse(item, index), faults);
    return outcome === undefined ? [] : [outcome.value];
  });
  throwFaults(faults);
  return parsed;
}

/** Parses every value of an object and reports all that are wrong. */
export function parseEntries<Value>(
  raw: unknown,
  parse: (key: string, value: unknown) => Value,
): Readonly<Record<string, Value>> {
  const entries = Object.entries(parseObject(raw));
  return Object.fromEntries(
    parseEach(entries, ([key, value]) => [key, parse(key, value)] as const),
  );
}

/** Runs a step. Where it throws, its faults are added to the list and there is no outcome. */
export function attempt<Value>(
  step: () => Value,
  faults: UserError[],
): { readonly value: Value } | undefined {
  try {
    return { value: step() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push(...faultsOf(error));
    return undefined;
  }
}

/** Checks that a value is an object. */
export function parseObject(raw: unknown): Readonly<Record<string, unknown>> {
  if (isObject(raw)) return raw;
  throw badValue(raw, 'an object');
}

/** True for a plain object, not for a list or null. */
export function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** Throws a fault for each key that an object may not have. */
export function checkKeys(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  where: string,
): void {
  throwFaults(
    Object.keys(object)
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey(key, known, where)),
  );
}

/** The fault of a key that is not known. */
export function unknownKey(key: string, known: readonly string[], where: string): UserError {
  return new UserError(
    'UnknownKey',
    `Unknown key ${shown(key)} in ${where}.`,
    didYouMean(key, known, `It takes ${alternatives(known)}.`),
  );
}
