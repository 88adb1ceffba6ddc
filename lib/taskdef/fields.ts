import { isObject } from '../answers/parse/basic.ts';
import { shown } from '../errors.ts';
import { taskdefFault } from './fault.ts';
import type { Options, Path, TaskDefinition } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;
type At = TaskDefinition['at'];

/** An object of the file, its fields checked as they are read. */
export class Reader {
  readonly #fields: Fields;
  readonly path: Path;
  readonly at: At;

  constructor(fields: Fields, path: Path, at: At) {
    this.#fields = fields;
    this.path = path;
    this.at = at;
  }

  /** The value of a key; null and '' count as absent. */
  raw(key: string): unknown {
    const value = this.#fields[key];
    return value === null || value === '' ? undefined : value;
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#odd(key, 'a text', '"…"');
  }

  needed(key: string, of: string): string {
    const value = this.text(key);
    if (value !== undefined) return value;
    throw taskdefFault(this.at(this.path), `${of} has no ${key}`, `Write its ${key}.`);
  }

  /** A boolean, also as a word. */
  flag(key: string, otherwise: boolean): boolean {
    const value = this.raw(key);
    if (value === undefined) return otherwise;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.#odd(key, 'true or false', 'true or false');
  }

  child(key: string): Reader | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.#odd(key, 'an object', '{ … }');
    return new Reader(value, [...this.path, key], this.at);
  }

  /** The items of a list; null counts as none. */
  children(key: string): readonly Reader[] {
    return this.#list(key).flatMap((item, index) => {
      const path = [...this.path, key, String(index)];
      if (item === null || item === '') return [];
      if (!isObject(item)) {
        const what = `Item ${index + 1} of ${key} is ${inWords(item)}, not an object`;
        throw taskdefFault(this.at(path), what, 'Write { … }.');
      }
      return [new Reader(item, path, this.at)];
    });
  }

  texts(key: string): readonly string[] {
    return this.#list(key)
      .filter((item) => typeof item === 'string' && item !== '')
      .map(String);
  }

  /** An object of texts, such as the options of a log driver. */
  options(key: string): Options {
    const value = this.raw(key);
    if (value === undefined) return {};
    if (!isObject(value)) throw this.#odd(key, 'an object', '{ … }');
    const known = Object.entries(value).filter(([, one]) => one !== null && one !== '');
    return Object.fromEntries(known.map(([name, one]) => [name, String(one)]));
  }

  #list(key: string): readonly unknown[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.#odd(key, 'a list', '[ … ]');
    return value;
  }

  #odd(key: string, takes: string, form: string): Error {
    const what = `${key} is ${inWords(this.#fields[key])}, not ${takes}`;
    return taskdefFault(this.at([...this.path, key]), what, `Write ${form}.`);
  }
}

/** A value of JSON as a sentence has it: a text in quotes, and of what has parts the kind alone. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? shown(value) : `the value ${String(value)}`;
}
