import {
  attempt,
  badValue,
  checkKeys,
  parseEntries,
  parseItems,
  parseText,
} from '../answers/parse/basic.ts';
import { UserError } from '../errors.ts';

type Path = readonly string[];

/** Runs a step with the place of a key; undefined where it found a fault. */
export type At = <Value>(path: Path, step: () => Value) => Value | undefined;

/** A part of a preset, where it stands, and how its faults get their places. */
export interface Placed {
  readonly path: Path;
  readonly at: At;
}

/** Makes such a reader; each fault goes to the list with file, line and key. */
export function placedAt(file: string, lineOf: (path: Path) => number, faults: UserError[]): At {
  return (path, step) => {
    const own: UserError[] = [];
    const outcome = attempt(step, own);
    for (const { name, message, hint, cause } of own) {
      // The message names the key itself.
      const key = (name === 'UnknownKey' ? path.slice(0, -1) : path).join('.');
      const text = `${file}:${lineOf(path)}: ${key === '' ? '' : `${key}: `}${message}`;
      faults.push(new UserError(name, text, hint, { cause }));
    }
    return outcome?.value;
  };
}

/** Text that says something. */
export function wordsOf(raw: unknown, takes: string): string {
  const text = parseText(raw, takes);
  if (text.trim() !== '') return text;
  throw badValue(undefined, takes);
}

/** Checks the keys of an object, each in its place. */
export function keysAt(
  object: Readonly<Record<string, unknown>>,
  { path, at }: Placed,
  { known, where }: { readonly known: readonly string[]; readonly where: string },
): void {
  for (const key of Object.keys(object)) {
    at([...path, key], () => checkKeys({ [key]: 0 }, known, where));
  }
}

/** What each item of a list is, without those that have a fault. */
export function itemsAt<Value>(
  raw: unknown,
  { path, at }: Placed,
  step: (item: unknown, path: Path) => Value | undefined,
): readonly Value[] {
  const items = at(path, () => parseItems(raw)) ?? [];
  return items.flatMap((item, index) => {
    const own = [...path, String(index)];
    return at(own, () => step(item, own)) ?? [];
  });
}

/** The same for a list whose items have names; one with the name of an earlier item is a fault there. */
export function namedItemsAt<Value>(
  raw: unknown,
  place: Placed,
  {
    step,
    nameOf,
    twice,
  }: {
    readonly step: (item: unknown, path: Path) => Value | undefined;
    readonly nameOf: (value: Value) => string;
    readonly twice: (name: string) => UserError;
  },
): readonly Value[] {
  const names = new Set<string>();
  return itemsAt(raw, place, (item, path) => {
    const value = step(item, path);
    if (value === undefined) return undefined;
    const name = nameOf(value);
    place.at(path, () => {
      if (names.has(name)) throw twice(name);
    });
    names.add(name);
    return value;
  });
}

/** What each value of an object is, without those that have a fault. */
export function entriesAt<Value>(
  raw: unknown,
  { path, at }: Placed,
  step: (key: string, value: unknown) => Value,
): Readonly<Record<string, Value>> {
  const entries = at(path, () => parseEntries(raw, (_, value) => value)) ?? {};
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => {
      const found = at([...path, key], () => ({ value: step(key, value) }));
      return found === undefined ? [] : [[key, found.value] as const];
    }),
  );
}
