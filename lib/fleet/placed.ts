import { entriesFromObject } from '../answers/answers-file.ts';
import {
  attempt,
  checkKeys,
  isObject,
  parseItems,
  parseObject,
  parseText,
} from '../answers/parse/basic.ts';
import { parseEnvironments } from '../answers/parse/environments.ts';
import type { Entry } from '../answers/sources.ts';
import { UserError } from '../errors.ts';

/** An object of a manifest as it was read. */
export type Raw = Readonly<Record<string, unknown>>;

/** Names of environments, and the values that are their own. */
interface PlacedEnvironments {
  readonly names: readonly string[];
  readonly entries: readonly Entry[];
}

/** Reads the parts of a manifest; each fault gets the line of its key and is kept with the others. */
export interface PlacedReader {
  readonly faults: readonly UserError[];
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
  const faults: UserError[] = [];
  const at = <Value>(path: readonly string[], step: () => Value): Value | undefined => {
    const own: UserError[] = [];
    const outcome = attempt(step, own);
    const key = path.length === 0 ? '' : `${path.join('.')}: `;
    for (const { name, message, hint } of own) {
      faults.push(new UserError(name, `${file}:${lineOf(path)}: ${key}${message}`, hint));
    }
    return outcome?.value;
  };
  /** The keys of an object that the manifest may have at a path. */
  const object = (path: readonly string[], raw: unknown, known?: readonly string[]): Raw =>
    at(path, () => {
      const found = raw === null || raw === undefined ? {} : parseObject(raw);
      for (const key of known === undefined ? [] : Object.keys(found)) {
        at([...path, key], () => checkKeys({ [key]: 0 }, known ?? [], path.at(-1) ?? 'the fleet'));
      }
      return found;
    }) ?? {};
  /** Answers below a path, in entries with their places. */
  const answers = (path: readonly string[], raw: unknown): readonly Entry[] =>
    at(path, () => {
      const { project, environments, id, presets, ...rest } = object(path, raw);
      const own = Object.keys({ project, environments, id, presets });
      const wrong = own.find((key) => object(path, raw)[key] !== undefined);
      if (wrong !== undefined) {
        const hint = `Give ${wrong} beside answers, not in them.`;
        throw new UserError('UnknownKey', `'${wrong}' is no answer of a fleet.`, hint);
      }
      const place = (below: readonly string[]) => {
        const whole = [...path, ...below];
        return `${file}:${lineOf(whole)}: ${whole.join('.')}`;
      };
      return entriesFromObject(rest, { from: 'answers', where: path.join('.'), at: place });
    }) ?? [];
  const environments = (path: readonly string[], raw: unknown) =>
    raw === undefined ? undefined : at(path, () => environmentsOf(path, raw));
  const environmentsOf = (path: readonly string[], raw: unknown) => {
    parseEnvironments(raw);
    const rows = isObject(raw)
      ? Object.entries(raw)
      : parseItems(raw).map((one) => [String(one), {}] as const);
    const place = (name: string, key: string) => {
      const whole = [...path, name, key];
      return `${file}:${lineOf(whole)}: ${whole.join('.')}`;
    };
    return {
      names: rows.map(([name]) => name),
      entries: rows.flatMap(([name, values]) =>
        Object.entries(isObject(values) ? values : {}).map(
          ([key, one]): Entry => ({
            path: ['environments', name, key],
            value: one,
            from: 'answers',
            at: place(name, key),
          }),
        ),
      ),
    };
  };
  const list = (path: readonly string[], raw: unknown) =>
    at(path, () => parseItems(raw ?? []).map((one) => parseText(one, 'a preset'))) ?? [];

  return { faults, at, object, answers, environments, list };
}
