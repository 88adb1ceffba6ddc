import { shown, throwFaults, UserError } from '../errors.ts';
import { readJson, type TextFile } from '../json-text.ts';
import { closedObject, type JsonSchema, valuesDefinition } from './json-schema.ts';
import { type SchemaPresets, withOwn } from './own-schema.ts';
import { isObject, unknownKey } from './parse/basic.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import type { Entry } from './sources.ts';
import type { Answers } from './types.ts';

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
  const { $schema: _, version: __, ...answers } = object;
  const at = (path: readonly string[]) => `${name}:${lineOf(path)}: ${path.join('.')}`;
  return entriesFromObject(answers, { from, where: name, known: ['version'], at });
}

/** Where an object of answers stands, for its entries and for messages. */
interface ObjectPlace {
  readonly from: Entry['from'];
  /** The object, as a message about an unknown key names it. */
  readonly where: string;
  /** Further keys to name in that message. */
  readonly known?: readonly string[];
  readonly at: (path: readonly string[]) => string;
}

/**
 * The raw values of an object of answers, as ecs-iam.json holds them.
 *
 * @throws UserError `UnknownKey`.
 */
export function entriesFromObject(
  object: Readonly<Record<string, unknown>>,
  { from, where, known: more = [], at }: ObjectPlace,
): readonly Entry[] {
  const known = [...more, ...ANSWER_QUESTIONS.map((question) => question.name)];
  throwFaults(
    Object.keys(object)
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey(key, known, where)),
  );
  return Object.entries(object)
    .flatMap(([key, raw]) => (key === 'environments' ? environmentEntries(raw) : split([key], raw)))
    .map((entry) => ({ ...entry, from, at: at(entry.path) }));
}

function checkVersion(name: string, version: unknown): void {
  if (version === undefined || version === VERSION) return;
  if (typeof version === 'number' && version > VERSION) {
    throw new UserError(
      'NewerVersion',
      `${name} has version ${version}; this generator reads version ${VERSION}.`,
      'Use the newer generator that wrote it.',
    );
  }
  throw new UserError(
    'BadValue',
    `${name}: version: ${shown(version)} is not ${VERSION}.`,
    `Write "version": ${VERSION}.`,
  );
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
 * defaults, those of presets included. The same answers give the same bytes, and reading them gives
 * the same answers.
 */
export function writeAnswersFile(answers: Answers): string {
  const { baseline } = answers.presets;
  const entries = ANSWER_QUESTIONS.flatMap((question): readonly (readonly [string, unknown])[] => {
    const { name, initial, write } = question;
    const usual = baseline?.[name] ?? initial;
    const isUsual = JSON.stringify(answers[name]) === JSON.stringify(usual);
    const always = ['project', 'target', 'environments'].includes(name);
    if (isUsual && (!always || (name === 'target' && usual !== initial))) return [];
    const written = (from: Answers) => (write === undefined ? from[name] : write(from));
    if (baseline === undefined || name === 'project') return [[name, written(answers)]];
    return [[name, without(written(answers), written({ ...answers, ...baseline }), [name])]];
  });
  const head = { $schema: `./${SCHEMA_FILE}`, version: VERSION };
  return json({ ...head, ...Object.fromEntries(entries) });
}

/** An object without what another one has alike, however deep; the names of environments stay. */
function without(value: unknown, usual: unknown, path: readonly string[]): unknown {
  if (!isObject(value) || !isObject(usual)) return value;
  const isEnvironments = path[0] === 'environments' && path.length === 1;
  const kept = Object.entries(value)
    .filter(([key, one]) => isEnvironments || JSON.stringify(one) !== JSON.stringify(usual[key]))
    .map(([key, one]) => [key, without(one, usual[key], [...path, key])]);
  return Object.fromEntries(kept);
}

/**
 * The JSON Schema of ecs-iam.json, made from the questions and the placeholders, with the grants and
 * roles that presets have of their own.
 */
export function answersSchema(presets: SchemaPresets = []): JsonSchema {
  const questions = ANSWER_QUESTIONS.map(({ name, schema, explanation }) => [
    name,
    { description: explanation, ...withOwn(name, schema, presets) },
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
