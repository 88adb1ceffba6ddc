import { entriesFromObject } from '../answers/answers-file.ts';
import { attempt, badValue, isObject, parseItems, parseText } from '../answers/parse/basic.ts';
import { parseEnvironments } from '../answers/parse/environments.ts';
import { parsePlaceholderValues } from '../answers/parse/placeholders.ts';
import type { Entry } from '../answers/sources.ts';
import { UserError } from '../errors.ts';
import { keysAt } from '../preset/placed.ts';
import type { PlacedFault } from '../yaml-text.ts';

/** An object of a manifest as it was read. */
export type Raw = Readonly<Record<string, unknown>>;

/** Names of environments, and the values that are their own. */
interface PlacedEnvironments {
  /** Those with a service. */
  readonly names: readonly string[];
  /** With a home that has the pipeline alone. */
  readonly all: ReadonlySet<string>;
  readonly entries: readonly Entry[];
}

/** Reads the parts of a manifest; each fault gets the line of its key and is kept with the others. */
export interface PlacedReader {
  /** What was found, in the order of lines. */
  readonly faults: () => readonly UserError[];
  /** Keeps a fault that somebody else found. */
  readonly add: (fault: PlacedFault) => void;
  /** Paths with a fault. */
  readonly faulty: () => readonly (readonly string[])[];
  /** Where each preset is named first, for messages. */
  readonly presetPlaces: ReadonlyMap<string, string>;
  /** Runs a step; undefined where it found a fault. */
  readonly at: <Value>(path: readonly string[], step: () => Value) => Value | undefined;
  /** An object with these keys alone; an empty one where nothing is written. */
  readonly object: (path: readonly string[], raw: unknown, known?: readonly string[]) => Raw;
  readonly answers: (path: readonly string[], raw: unknown) => readonly Entry[];
  readonly environments: (path: readonly string[], raw: unknown) => PlacedEnvironments | undefined;
  /** Names of presets. */
  readonly list: (path: readonly string[], raw: unknown) => readonly string[];
}

/** Makes the reader of a manifest, whose lines are known. */
export function placedReader(
  file: string,
  lineOf: (path: readonly string[]) => number,
): PlacedReader {
  const found: PlacedFault[] = [];
  const faulty: (readonly string[])[] = [];
  const presetPlaces = new Map<string, string>();
  const at = <Value>(path: readonly string[], step: () => Value): Value | undefined => {
    const own: UserError[] = [];
    const outcome = attempt(step, own);
    if (own.length === 0) return outcome?.value;
    faulty.push(path);
    const key = path.length === 0 ? '' : `${path.join('.')}: `;
    const line = lineOf(path);
    for (const { name, message, hint } of own) {
      found.push({ line, fault: new UserError(name, `${file}:${line}: ${key}${message}`, hint) });
    }
    return undefined;
  };
  const placeOf = (path: readonly string[]) => `${file}:${lineOf(path)}: ${path.join('.')}`;
  const object = (path: readonly string[], raw: unknown, known?: readonly string[]): Raw =>
    at(path, () => {
      if (raw === null || raw === undefined) return {};
      if (!isObject(raw)) throw badValue(raw, 'an object', KEYS_HINT[path.at(-1) ?? '']);
      const where = path.at(-1) ?? 'the fleet';
      if (known !== undefined) keysAt(raw, { path, at }, { known, where });
      return raw;
    }) ?? {};
  const answers = (path: readonly string[], raw: unknown): readonly Entry[] =>
    Object.entries(object(path, raw)).flatMap(
      ([key, value]) =>
        at([...path, key], () => {
          const hint = OUTSIDE_ANSWERS[key];
          if (hint !== undefined) {
            throw new UserError('UnknownKey', `'${key}' is no answer of a fleet.`, hint);
          }
          const own = { [key]: value };
          const place = (below: readonly string[]) => placeOf([...path, ...below]);
          return entriesFromObject(own, { from: 'answers', where: 'answers', at: place });
        }) ?? [],
    );
  const environments = (path: readonly string[], raw: unknown) =>
    raw === undefined || raw === null ? undefined : at(path, () => environmentsOf(path, raw));
  const environmentsOf = (path: readonly string[], raw: unknown): PlacedEnvironments => {
    const value = isObject(raw) ? raw : parseItems(raw);
    const place = (below: readonly string[]) => placeOf([...path, ...below.slice(1)]);
    const where = { from: 'answers', where: 'the fleet', at: place } as const;
    const entries = entriesFromObject({ environments: value }, where);
    const values = entries.filter(({ path: own }) => own.length > 1);
    for (const { path: own, value: one } of values) {
      const [, name = '', key] = own;
      if (key === undefined) at([...path, name], () => void object([...path, name], one));
      else {
        at([...path, name, key], () => {
          if (own.length > 3) throw badValue({ [own[3] ?? '']: one }, 'text');
          parsePlaceholderValues({ [key]: one });
        });
      }
    }
    const [names] = entries.filter(({ path: own }) => own.length === 1).map((one) => one.value);
    const served = parseEnvironments(names).map(({ name }) => name);
    const own = values.filter(({ path: { length }, value: one }) => length > 2 || one !== null);
    const all = new Set([...served, ...values.map(({ path: [, name = ''] }) => name)]);
    return { names: served, all, entries: own };
  };
  const list = (path: readonly string[], raw: unknown) =>
    (at(path, () => parseItems(raw ?? [])) ?? []).flatMap((one, index) => {
      const item = [...path, String(index)];
      const name = at(item, () => parseText(one, 'a preset'));
      if (name === undefined) return [];
      const place = `${file}:${lineOf(item)}: ${path.join('.')}`;
      if (!presetPlaces.has(name)) presetPlaces.set(name, place);
      return [name];
    });

  const faults = () =>
    found.toSorted((one, other) => one.line - other.line).map(({ fault }) => fault);
  const add = (fault: PlacedFault) => void found.push(fault);
  return {
    ...{ faults, add, faulty: () => faulty },
    ...{ presetPlaces, at, object, answers, environments, list },
  };
}

/** What stands beside the answers of a service. */
const OUTSIDE_ANSWERS: Readonly<Record<string, string>> = {
  project: 'The name of a service is its project.',
  environments: 'Give environments beside answers, not in them.',
  id: 'Give id beside answers, not in them.',
  presets: 'Give presets beside answers, not in them.',
};

/** What is written in place of a list. */
const KEYS_HINT: Readonly<Record<string, string>> = {
  services: 'Write each as a key, as in services: {shop: {}}.',
  groups: 'Write each as a key, as in groups: {internal: {}}.',
  accounts: 'Write each as a key, as in accounts: {"*": {profile: deploy}}.',
};
