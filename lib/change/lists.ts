import { attempt, parseEach, parseItems } from '../answers/parse/basic.ts';
import { located } from '../answers/sources.ts';
import type { Answers, Preset } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import {
  type AnswersChange,
  type ChangeKind,
  type ChangeRequest,
  changeEntry,
  notThere,
} from './types.ts';

/** A field of Answers that is a list. */
export interface ListKind<Item> extends Omit<ChangeKind, 'items' | 'change'> {
  readonly of: (answers: Answers) => readonly Item[];
  readonly parse: (raw: readonly unknown[], presets: readonly Preset[]) => readonly Item[];
  /** The item as the answers file holds it. */
  readonly write: (item: Item) => unknown;
  /** The item as people write it. */
  readonly show: (item: Item) => string;
  /** The raw items that words to add stand for; default: each word is a list with commas. */
  readonly read?: (request: ChangeRequest) => readonly unknown[];
  /** What words to remove stand for, each with how it is found; default: an item that is equal. */
  readonly find?: (request: ChangeRequest) => readonly Wanted<Item>[];
  /** What makes two items one; default: all of it. */
  readonly key?: (item: Item) => unknown;
}

/** An item to remove. */
export interface Wanted<Item> {
  readonly text: string;
  readonly is: (item: Item) => boolean;
  /** Only one item may fit: with several the user has to say more. */
  readonly alone?: true;
}

/** The kind of a list. */
export function listKind<Item>(row: ListKind<Item>): ChangeKind {
  const { of, parse, write, show, read, find, key, ...kind } = row;
  return {
    ...kind,
    items: (answers) => of(answers).map(show),
    change: (request) => (request.verb === 'add' ? added(row, request) : removed(row, request)),
  };
}

function added<Item>(row: ListKind<Item>, request: ChangeRequest): AnswersChange {
  const { word, name, of, parse, write, show, read = wordsAsItems, key = whole } = row;
  const { verb, answers, presets } = request;
  const now = of(answers);
  const items = located(`${verb} ${word}`, () => parse(read(request), presets));
  const keys = new Set(now.map((item) => JSON.stringify(key(item))));
  const fresh = items.filter((item) => !keys.has(JSON.stringify(key(item))));
  const value = [...now, ...fresh].map(write);
  return {
    entries: fresh.length === 0 ? [] : [changeEntry([name], value, { verb, word })],
    dropped: [],
    done: fresh.map(show),
    already: items.filter((item) => !fresh.includes(item)).map(show),
  };
}

function removed<Item>(row: ListKind<Item>, request: ChangeRequest): AnswersChange {
  const { word, name, of, write, show, find = findEqual(row) } = row;
  const now = of(request.answers);
  const all = now.map(show);
  const gone = new Set<Item>();
  const faults = find(request).flatMap(({ text, is, alone }): readonly UserError[] => {
    const found = now.filter(is);
    if (found.length === 0) {
      const { message, hint } = notThere(word, shown(text), all);
      return [new UserError('NotThere', message, didYouMean(text, all, hint))];
    }
    if (alone && found.length > 1) {
      const message = `remove ${word}: ${shown(text)} may be ${found.map(show).join(' or ')}.`;
      return [new UserError('SeveralThere', message, 'Name one by its values too.')];
    }
    for (const one of found) gone.add(one);
    return [];
  });
  throwFaults(faults);
  const value = now.filter((item) => !gone.has(item)).map(write);
  return {
    entries: [changeEntry([name], value, { verb: 'remove', word })],
    dropped: [],
    done: [...gone].map(show),
    already: [],
  };
}

/** Each word as a list with commas. */
function wordsAsItems({ words }: ChangeRequest): readonly unknown[] {
  return words.flatMap(parseItems);
}

function whole(item: unknown): unknown {
  return item;
}

/** An item that a word means when it is parsed, or that people write so. */
function findEqual<Item>({ parse, show }: ListKind<Item>) {
  return ({ words, presets }: ChangeRequest): readonly Wanted<Item>[] =>
    parseEach(words.flatMap(parseItems), (raw) => {
      const text = String(raw);
      const [item] = attempt(() => parse([raw], presets), [])?.value ?? [];
      const same = item && JSON.stringify(item);
      return { text, is: (one) => show(one) === text || JSON.stringify(one) === same };
    });
}
