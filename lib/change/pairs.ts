import { isObject } from '../answers/parse/basic.ts';
import { parseEnvironments } from '../answers/parse/environments.ts';
import type { RawEntry } from '../answers/question.ts';
import { ANSWER_QUESTIONS, QUESTIONS } from '../answers/questions.ts';
import { type Entry, located, nested } from '../answers/sources.ts';
import type { Answers, Preset } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import { entriesOf, removeValues, takesSeveral, valuesOf } from './placeholder-lists.ts';
import {
  type AnswersChange,
  type ChangeKind,
  type ChangeRequest,
  changeEntry,
  NO_CHANGE,
  notThere,
} from './types.ts';

type Path = readonly string[];

/** A field of Answers that is an object: its flag takes one pair. */
interface PairsRow extends Omit<ChangeKind, 'items' | 'change'> {
  /** Of the question whose flag takes the words. */
  readonly flag: string;
}

/** The kind of a field that is an object, whose keys come and go. */
export function pairsKind({ flag, ...kind }: PairsRow): ChangeKind {
  const pairs = { kind, read: QUESTIONS.find((one) => one.flag === flag)?.fromFlag };
  return {
    ...kind,
    items: (answers) => itemsOf(kind.name, answers),
    nameOf: (item) => item.replace(/=.*$/s, ''),
    change: (request) =>
      request.verb === 'add' ? addPairs(pairs, request) : removePairs(pairs, request),
  };
}

interface Pairs {
  readonly kind: Pick<ChangeKind, 'word' | 'name'>;
  readonly read: ((text: string) => readonly RawEntry[]) | undefined;
}

function joined(changes: readonly AnswersChange[]): AnswersChange {
  return {
    entries: changes.flatMap(({ entries }) => entries),
    dropped: changes.flatMap(({ dropped }) => dropped),
    done: changes.flatMap(({ done }) => done),
    already: changes.flatMap(({ already }) => already),
  };
}

/** What there is now; values of one environment have its name before them. */
function itemsOf(name: keyof Answers, answers: Answers): readonly string[] {
  const pairs = (value: unknown, before = ''): readonly string[] =>
    Object.entries(Object(value)).flatMap(([key, one]) =>
      isObject(one) ? pairs(one, `${before}${key}.`) : [`${before}${key}=${one}`],
    );
  if (name !== 'values') return pairs(answers[name]);
  const own = answers.environments.flatMap((one) => pairs(one.values, `${one.name}.`));
  return [...pairs(answers.values), ...pairs(answers.lists), ...own];
}

/** Several words may be about one placeholder that takes several values. */
function addPairs(pairs: Pairs, request: ChangeRequest): AnswersChange {
  const lists = new Map<string, readonly string[]>();
  const all = joined(request.words.map((text) => addPair(text, pairs, { request, lists })));
  checkOnce(all.entries, `${request.verb} ${pairs.kind.word}`);
  const changed = [...lists].map(([key, values]) => entriesOf(key, values, request));
  return {
    ...all,
    entries: [...all.entries, ...changed.flatMap(({ entries }) => entries)],
    dropped: changed.flatMap(({ dropped }) => dropped),
  };
}

interface Adding {
  readonly request: ChangeRequest;
  /** The values that placeholders have by now, where words added some. */
  readonly lists: Map<string, readonly string[]>;
}

function addPair(
  text: string,
  { kind: { word }, read }: Pairs,
  { request, lists }: Adding,
): AnswersChange {
  const { verb, answers, environment } = request;
  const at = `${verb} ${word}`;
  let isNew = false;
  const raw = located(at, () => read?.(text) ?? []);
  const entries = raw.flatMap(([path, value]): readonly Entry[] => {
    const own = ofEnvironment(path, environment);
    const entry = changeEntry(own, value, { verb, word });
    const parsed = located(at, () => parsedAt(own, nested(entry), request.presets));
    const [first, key = ''] = own;
    if ((first === 'values' || first === 'lists') && takesSeveral(key)) {
      const now = lists.get(key) ?? valuesOf(key, answers);
      const more = itemsIn(parsed, key).filter((one) => !now.includes(one));
      if (more.length > 0) lists.set(key, [...now, ...more]);
      isNew ||= more.length > 0;
      return [];
    }
    const isThere = isWithin(parsed, valuesAt(own, answers));
    isNew ||= !isThere;
    return isThere ? [] : [entry];
  });
  return { ...NO_CHANGE, entries, ...(isNew ? { done: [text] } : { already: [text] }) };
}

/** The values of a placeholder in what was parsed: one or several. */
function itemsIn(parsed: unknown, key: string): readonly string[] {
  return isObject(parsed) ? [parsed[key]].flat().map(String) : [];
}

/** @throws UserError `GivenTwice` for two words about one thing that has one value. */
function checkOnce(entries: readonly Entry[], at: string): void {
  const paths = entries.map(({ path }) => path.join('.'));
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice === undefined) return;
  throw new UserError('GivenTwice', `${at}: ${twice} is given twice.`, 'Give it once.');
}

/** The place of a pair that holds in one environment alone. */
function ofEnvironment(path: Path, environment: string | undefined): Path {
  if (environment === undefined) return path;
  const [first, key = ''] = path;
  if (first === 'values') return ['environments', environment, key];
  if (first === 'existingRoles' && !key.includes('.')) return [first, `${environment}.${key}`];
  if (first === 'environments') return path;
  throw new UserError(
    'BadFlag',
    `--environment does not go with ${key}: it has the same values in every environment.`,
    'Leave --environment out.',
  );
}

function parsedAt(path: Path, raw: unknown, presets: readonly Preset[]): unknown {
  const [first] = path;
  if (first === 'environments') return parseEnvironments(raw)[0]?.values ?? {};
  return ANSWER_QUESTIONS.find(({ name }) => name === first)?.parse(raw, presets);
}

function valuesAt([first = '', environment]: Path, answers: Answers): unknown {
  if (first !== 'environments') return answers[first as keyof Answers];
  return answers.environments.find(({ name }) => name === environment)?.values;
}

/** True where an object has all that another one has, however deep. */
function isWithin(part: unknown, whole: unknown): boolean {
  if (isObject(part) && isObject(whole)) {
    return Object.entries(part).every(([key, value]) => isWithin(value, whole[key]));
  }
  return JSON.stringify(part) === JSON.stringify(whole);
}

function removePairs(pairs: Pairs, request: ChangeRequest): AnswersChange {
  return joined(request.words.map((text) => removePair(text, pairs, request)));
}

function removePair(text: string, { kind }: Pairs, request: ChangeRequest): AnswersChange {
  const { answers, environment } = request;
  const { word, name } = kind;
  const equals = text.indexOf('=');
  const key = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? undefined : text.slice(equals + 1);
  const all = itemsOf(name, answers);
  const path = pathOf(key, name, environment);
  if (path[0] === 'values' && takesSeveral(key)) return removeValues(key, value, request);
  const now = leafAt(path, answers);
  if (now === undefined || (value !== undefined && !isObject(now) && String(now) !== value)) {
    const keys = all.map((one) => one.replace(/=.*$/s, ''));
    const { message, hint } = notThere(word, `'${text}'`, all);
    throw new UserError(
      'NotThere',
      message,
      now === undefined ? didYouMean(key, keys, hint) : hint,
    );
  }
  const { baseline } = answers.presets;
  const usual = baseline === undefined ? undefined : leafAt(path, baseline);
  if (usual !== undefined && name === 'options') {
    const entry = changeEntry(path, false, { verb: 'remove', word });
    return { ...NO_CHANGE, entries: [entry], done: [key] };
  }
  if (usual !== undefined) {
    throw new UserError(
      'OfPreset',
      `remove ${word}: '${key}' comes from a preset, and an answer cannot take it away.`,
      'Add it with another value, or ask whoever keeps the preset.',
    );
  }
  return { ...NO_CHANGE, dropped: [path], done: [key] };
}

function pathOf(key: string, name: keyof Answers, environment: string | undefined): Path {
  const dot = key.indexOf('.');
  if (name === 'values' && dot > 0) return ['environments', key.slice(0, dot), key.slice(dot + 1)];
  if (name === 'values') return ofEnvironment(['values', key], environment);
  if (name === 'roleOverrides' && dot > 0) return [name, key.slice(0, dot), key.slice(dot + 1)];
  return ofEnvironment([name, key], environment);
}

function leafAt([first = '', ...rest]: Path, answers: Answers): unknown {
  const [environment, ...below] = rest;
  const start =
    first === 'environments'
      ? answers.environments.find(({ name }) => name === environment)?.values
      : answers[first as keyof Answers];
  return (first === 'environments' ? below : rest).reduce<unknown>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    start,
  );
}
