import { throwFaults, UserError } from '../errors.ts';
import { findJsonFault } from './json-fault.ts';
import { isObject, parseText, shown, unknownKey } from './parse/basic.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { type Entry, located, type Source } from './source.ts';
import type { Answers } from './types.ts';

/** The name of the answers file, and of the schema beside it. */
export const ANSWERS_FILE = 'ecs-iam.json';
export const SCHEMA_FILE = 'ecs-iam.schema.json';

/** The version of the answers file that this generator reads and writes. */
const VERSION = 1;

/** A file as it was read. */
export interface TextFile {
  /** As messages show it. */
  readonly name: string;
  readonly text: string;
}

/**
 * What an answers file says.
 *
 * @throws UserError `BrokenJson` with line and column, `NewerVersion`, `UnknownKey`.
 */
export function sourceFromFile({ name, text }: TextFile): Source {
  const object = readObject(name, text);
  checkVersion(name, object.version);
  const known = ['$schema', 'version', ...ANSWER_QUESTIONS.map((question) => question.name)];
  throwFaults(
    Object.keys(object)
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey(key, known.slice(1), name)),
  );
  return ANSWER_QUESTIONS.flatMap((question): Source => {
    const value = object[question.name];
    if (value === undefined) return [];
    if (question.name === 'environments') return environmentEntries(name, value);
    return split({ path: [question.name], value, at: name }, question.depth).map(withPlace);
  });
}

function readObject(name: string, text: string): Readonly<Record<string, unknown>> {
  const json = text.replace(/^\uFEFF/, '');
  const fault = findJsonFault(json);
  if (fault !== undefined) {
    const { line, column, what } = fault;
    const code = what.endsWith('given twice') ? 'KeyTwice' : 'BrokenJson';
    const message = `${name}:${line}:${column}: ${what}.`;
    throw new UserError(code, message, 'Mend the JSON there and run again.');
  }
  const value: unknown = JSON.parse(json);
  if (isObject(value)) return value;
  throw new UserError('BadValue', `${name} does not hold an object.`, 'Begin it with {.');
}

function checkVersion(name: string, version: unknown): void {
  if (version === undefined || version === VERSION) return;
  if (typeof version === 'number' && version > VERSION) {
    throw new UserError(
      'NewerVersion',
      `${name} has version ${version}; this generator reads version ${VERSION}.`,
      'Update it: npm install -g generator-ecs-iam@latest.',
    );
  }
  throw new UserError('BadValue', `${name}: version: ${shown(version)} is not ${VERSION}.`);
}

/** Names, and the values of each, in entries of their own. */
function environmentEntries(file: string, value: unknown): Source {
  const named = Array.isArray(value) ? namedItems(file, value) : value;
  const at = `${file}: environments`;
  if (!isObject(named)) return [{ path: ['environments'], value, at }];
  const names = Array.isArray(value)
    ? value.map((item) => (isObject(item) ? item.name : item))
    : Object.keys(named);
  const values = split({ path: ['environments'], value: named, at: file }, 2);
  return [
    { path: ['environments'], value: names, at },
    ...values.filter(({ value: one }) => !isEmptyObject(one)).map(withPlace),
  ];
}

function namedItems(file: string, items: readonly unknown[]): unknown {
  return Object.fromEntries(
    items.map((item) => {
      if (!isObject(item)) return [String(item), {}];
      const { name, ...values } = item;
      return [located(`${file}: environments`, () => parseText(name, 'a name')), values];
    }),
  );
}

/** Splits an object into entries of their own, some levels deep. */
function split(given: Entry, depth: number): Source {
  const { path, value, at } = given;
  if (depth === 0 || !isObject(value) || isEmptyObject(value)) return [given];
  return Object.entries(value).flatMap(([key, inner]) =>
    split({ path: [...path, key], value: inner, at }, depth - 1),
  );
}

function withPlace(given: Entry): Entry {
  return { ...given, at: `${given.at}: ${given.path.join('.')}` };
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/**
 * The answers as ecs-iam.json holds them: project, target, environments, and what differs from the
 * defaults. The same answers give the same bytes, and reading them gives the same answers.
 */
export function writeAnswersFile(answers: Answers): string {
  const entries = ANSWER_QUESTIONS.flatMap((question): readonly (readonly [string, unknown])[] => {
    const { name, initial, write } = question;
    const always = ['project', 'target', 'environments'].includes(name);
    if (!always && JSON.stringify(answers[name]) === JSON.stringify(initial)) return [];
    return [[name, write === undefined ? answers[name] : write(answers)]];
  });
  const head = { $schema: `./${SCHEMA_FILE}`, version: VERSION };
  return `${JSON.stringify({ ...head, ...Object.fromEntries(entries) }, null, 2)}\n`;
}
