import { shown, throwFaults, UserError } from '../errors.ts';
import { readJson, type TextFile } from '../json-text.ts';
import { closedObject, type JsonSchema, valuesDefinition } from './json-schema.ts';
import { isObject, unknownKey } from './parse/basic.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import type { Entry } from './sources.ts';
import type { Answers } from './types.ts';

/** The name of the answers file, and of the schema beside it. */
export const ANSWERS_FILE = 'ecs-iam.json';
export const SCHEMA_FILE = 'docs/ecs-iam.schema.json';

/** The version of the answers file that this generator reads and writes. */
const VERSION = 1;

type RawEntry = Pick<Entry, 'path' | 'value'>;

/**
 * The raw values of an answers file, each with its line.
 *
 * @throws UserError what readJson throws, `BadValue`, `NewerVersion`, `UnknownKey`.
 */
export function entriesFromFile(file: TextFile, from: 'answers' | 'folder'): readonly Entry[] {
  const { name } = file;
  const { value: object, lineOf } = readJson(file);
  if (!isObject(object)) {
    throw new UserError('BadValue', `${name} does not hold an object.`, 'Begin it with {.');
  }
  checkVersion(name, object.version);
  const known = ['version', ...ANSWER_QUESTIONS.map((question) => question.name)];
  throwFaults(
    Object.keys(object)
      .filter((key) => key !== '$schema' && !known.includes(key))
      .map((key) => unknownKey(key, known, name)),
  );
  const place = (path: readonly string[]) => `${name}:${lineOf(path)}: ${path.join('.')}`;
  return Object.entries(object)
    .filter(([key]) => key !== '$schema' && key !== 'version')
    .flatMap(([key, raw]) => (key === 'environments' ? environmentEntries(raw) : split([key], raw)))
    .map((entry) => ({ ...entry, from, at: place(entry.path) }));
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

/** The names of the environments, and the values of each in entries of their own. */
function environmentEntries(value: unknown): readonly RawEntry[] {
  const path = ['environments'];
  if (!Array.isArray(value) && !isObject(value)) return [{ path, value }];
  const rows = Array.isArray(value) ? value.map(nameAndValues) : Object.entries(value);
  const values = rows.flatMap(([name, own]): readonly RawEntry[] =>
    typeof name !== 'string' || isEmpty(own) ? [] : split([...path, name], valuesOf(own)),
  );
  const served = rows.filter(([, own]) => !isHomeAlone(own));
  return [{ path, value: served.map(([name]) => name) }, ...values];
}

/** `"service": false` marks a home that has the pipeline alone: it is named by the answer `home`. */
function isHomeAlone(values: unknown): boolean {
  return isObject(values) && values.service === false;
}

function valuesOf(own: unknown): unknown {
  if (!isHomeAlone(own) || !isObject(own)) return own;
  const { service: _, ...values } = own;
  return values;
}

function nameAndValues(item: unknown): readonly [name: unknown, values: unknown] {
  if (!isObject(item)) return [item, {}];
  const { name, ...values } = item;
  return [name, values];
}

/** Splits an object into entries of their own, however deep. */
function split(path: readonly string[], value: unknown): readonly RawEntry[] {
  if (!isObject(value) || isEmpty(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => split([...path, key], inner));
}

function isEmpty(value: unknown): boolean {
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
  return json({ ...head, ...Object.fromEntries(entries) });
}

/** The JSON Schema of ecs-iam.json, made from the questions and the placeholders. */
export function answersSchema(): JsonSchema {
  const questions = ANSWER_QUESTIONS.map(({ name, schema, explanation }) => [
    name,
    { description: explanation, ...schema },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers of generator-ecs-iam',
    ...closedObject({
      $schema: { type: 'string' },
      version: { const: VERSION },
      ...Object.fromEntries(questions),
    }),
    $defs: { values: valuesDefinition() },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
