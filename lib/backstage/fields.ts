import { type JsonSchema, placeholderSchema } from '../answers/json-schema.ts';
import { isObject } from '../answers/parse/basic.ts';
import { placeholdersOfGrant } from '../answers/parse/grants.ts';
import type { Question } from '../answers/question.ts';
import type { Preset } from '../answers/types.ts';
import { GRANTS } from '../grants/registry.ts';
import { placeholderSpec } from '../iam/placeholders.ts';
import type { Known } from './known.ts';

/** The field of a form for one question. */
export function fieldOf(question: Question, known: Known): JsonSchema {
  const { name, message } = question;
  const { presets } = known;
  const usual = known.usual(question);
  const head = { title: message.replace(/ \(.*\)$/, ''), description: described(question) };
  const given = usual === undefined || usual === '' || isEmptyList(usual) ? {} : { default: usual };
  // An empty list is no answer, so that what a preset gives cannot be emptied in the form.
  const least = Array.isArray(usual) && usual.length > 0 ? { minItems: 1 } : {};
  const choices = allowedChoices(question, presets);
  if (name === 'grants') return { ...head, ...grantsField(choices, presets), ...given, ...least };
  const isChosen = question.type === 'select' || choices.length > 0;
  if (question.type === 'confirm' && !isChosen) return { ...head, type: 'boolean', ...given };
  const words = {
    enum: choices.map(({ value }) => value),
    enumNames: choices.map(({ title }) => title),
  };
  if (question.type === 'checkbox') {
    const list = { type: 'array', uniqueItems: true, items: { type: 'string', ...words } };
    return { ...head, ...list, 'ui:widget': 'checkboxes', ...given, ...least };
  }
  if (isChosen) return { ...head, type: 'string', ...words, ...given };
  return { ...head, ...inputField(question, known), ...given, ...least };
}

/** What a field decides: of a form with one line for each item, and boxes to tick. */
function described({ explanation, type, kind, ...row }: Question): string {
  if (
    type === 'checkbox' &&
    kind === 'answer' &&
    'initial' in row &&
    typeof row.initial === 'string'
  ) {
    return `${explanation.replace(/\.$/, '')} (else: ${row.initial}).`;
  }
  return explanation.replace(/; separate names with commas/, '');
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** What an input takes: a list of texts, a number, a text. */
function inputField(question: Question, { presets, environments }: Known): JsonSchema {
  const regions = allowedRegions(presets);
  if (question.name === 'region' && regions.length > 0) return { type: 'string', enum: regions };
  if (question.kind === 'placeholder') {
    return textOf(placeholderSchema(question.name));
  }
  const { schema, name } = question;
  if (name === 'environments') {
    const list = { type: 'array', uniqueItems: true, minItems: 1 };
    if (environments.length === 0) {
      return { ...list, items: textOf(placeholderSchema('environment')) };
    }
    return { ...list, items: { type: 'string', enum: environments }, 'ui:widget': 'checkboxes' };
  }
  if (schema.type === 'array') return { type: 'array', items: textOf(schema.items) };
  if (schema.type === 'integer') return { ...schema };
  return textOf(schema);
}

/** The Regions that every preset allows; none: any. */
function allowedRegions(presets: readonly Preset[]): readonly string[] {
  const lists = presets.flatMap(({ rules }) =>
    rules.regions === undefined ? [] : [rules.regions],
  );
  return (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));
}

/** The text that a schema takes, without the empty one: a form leaves out what is empty. */
function textOf(schema: unknown): JsonSchema {
  const found = isObject(schema) ? schema : {};
  const one = Array.isArray(found.oneOf)
    ? found.oneOf.find((each) => each.type === 'string')
    : found;
  const pattern = typeof one?.pattern === 'string' ? one.pattern.replace(/^\^\$\|/, '') : undefined;
  return { type: 'string', ...(pattern !== undefined && { pattern }) };
}

interface Shown {
  readonly value: string;
  readonly title: string;
}

/** The choices of a question without what presets forbid; a team's own grants are among the grants. */
function allowedChoices(
  { name, choices = [] }: Question,
  presets: readonly Preset[],
): readonly Shown[] {
  const forbidden = presets.flatMap(({ rules: { forbidden: one } }) => [
    ...(name === 'grants' ? one.grants : []),
    ...(name === 'roles' ? one.roles : []),
  ]);
  const own =
    name === 'grants'
      ? presets.flatMap(({ grants }) => grants.map(({ id, title }) => ({ value: id, title })))
      : [];
  return [...choices, ...own].filter(({ value }) => !forbidden.includes(value));
}

/** A list of grants, each with the values that it needs, as the answers file holds it. */
function grantsField(choices: readonly Shown[], presets: readonly Preset[]): JsonSchema {
  const own = presets.flatMap(({ grants }) => grants);
  const items = choices.map(({ value, title }) => {
    const grant = own.findLast(({ id }) => id === value) ?? GRANTS.find(({ id }) => id === value);
    const all = grant === undefined ? [] : placeholdersOfGrant(grant);
    const needed = all.filter(
      (one) => one !== 'prefix' && placeholderSpec(one).initial === undefined,
    );
    const properties = needed.map((placeholder) => {
      const { meaning } = placeholderSpec(placeholder);
      return [placeholder, { type: 'string', title: meaning, minLength: 1 }] as const;
    });
    // A form shows which one is chosen by its title.
    const preset = { type: 'string', const: value, default: value, 'ui:widget': 'hidden' };
    return {
      title,
      required: ['preset', ...needed],
      properties: { preset, ...Object.fromEntries(properties) },
    };
  });
  return { type: 'array', items: { type: 'object', oneOf: items } };
}
