import type { JsonSchema } from '../answers/json-schema.ts';
import type { Question } from '../answers/question.ts';
import { QUESTIONS } from '../answers/questions.ts';
import { SECTIONS } from '../answers/sections.ts';
import type { Answers } from '../answers/types.ts';
import { placeholderSpec } from '../iam/placeholders.ts';
import { type Condition, conditionOf } from './conditions.ts';
import { fieldOf } from './fields.ts';
import { type Known, pathOf } from './known.ts';
import { type OwnField, ownFields } from './own-fields.ts';

/** The pages of a form, and the options of the generator that its fields give. */
export interface Form {
  readonly pages: readonly JsonSchema[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A field, and where it applies and is required. */
interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly applies: Condition;
  readonly required: Condition;
}

/** The form of the questions that presets leave open; `derived` are those that need no field. */
export function formOf(known: Known, derived: readonly string[]): Form {
  const { offered } = known;
  const own = ownFields(known);
  const open = QUESTIONS.filter((one) => isOpen(one, known) && !derived.includes(one.name));
  const isAsked = (name: string) => open.some((one) => one.name === name);
  const fields = open.map((question): Field & Pick<Question, 'group'> => {
    const { name, group, when, needed } = question;
    const usual = known.usual(question);
    const applies = when === undefined || conditionOf(when, offered, isAsked);
    const lacks = (soFar: Partial<Answers>) => needed?.({ ...soFar, [name]: '' }) !== undefined;
    const demanded =
      question.type === 'input' && needed !== undefined && conditionOf(lacks, offered, isAsked);
    const required = (usual === undefined && needsValue(question)) || demanded;
    return { name, group, schema: fieldOf(question, known), applies, required };
  });
  const groups = [...new Set([...QUESTIONS.map(({ group }) => group)])];
  const pages = groups.flatMap((group) => {
    const page = [
      ...fields.filter((one) => one.group === group && one.applies !== false),
      ...own.filter((one) => one.group === group),
    ];
    return page.length === 0 ? [] : [pageOf(SECTIONS[group], page)];
  });
  return { pages, options: optionsOf(open, own) };
}

/** Asked of a person, and not locked by a preset; the fields of environments and tags are apart. */
function isOpen(question: Question, { isLocked, presets }: Known): boolean {
  const { name, asked } = question;
  const isApart = ['account', 'presets', 'tags'].includes(name);
  // A boundary that a preset demands follows from the account.
  const isGiven =
    name === 'permissionsBoundary' && presets.some(({ rules }) => rules.boundary !== undefined);
  if (isApart || isGiven || isLocked(pathOf(question))) return false;
  return asked !== 'never' || name === 'region';
}

/** The value of a placeholder that is asked where it applies, and has no default. */
function needsValue({ kind, name, suggestion }: Question): boolean {
  return kind === 'placeholder' && suggestion !== undefined && !placeholderSpec(name).initial;
}

/** A page: what always applies, and what applies where other fields have some values. */
function pageOf(title: string, fields: readonly Field[]): JsonSchema {
  const always = fields.filter(({ applies }) => applies === true);
  const required = always.filter((one) => one.required === true).map(({ name }) => name);
  const properties = always.map(({ name, schema }) => [name, schema] as const);
  const rules = fields.flatMap(({ name, schema, applies, required: needs }) => {
    const own = { properties: { [name]: schema }, ...(needs === true && { required: [name] }) };
    const shown = typeof applies === 'boolean' ? [] : [rule(applies, own)];
    const demanded = typeof needs === 'boolean' ? [] : [rule(needs, { required: [name] })];
    return [...shown, ...demanded];
  });
  return {
    title,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
    ...(rules.length > 0 && { allOf: rules }),
  };
}

/** What holds where a condition does. */
function rule(condition: JsonSchema, consequence: JsonSchema): JsonSchema {
  return Object.fromEntries([
    ['if', condition],
    ['then', consequence],
  ]);
}

/** What each field gives: a flag by the name of its question; values, tags and accounts in pairs. */
function optionsOf(open: readonly Question[], own: readonly OwnField[]): Form['options'] {
  const flags = open.flatMap(({ flag, name }) =>
    flag === undefined ? [] : [[flag, parameter(name)] as const],
  );
  const pairs = (flag: 'set' | 'tag') => {
    const all = own.filter((one) => one.flag === flag);
    const values = all.map(({ key, name }) => [key, parameter(name)] as const);
    return all.length === 0 ? {} : { [flag]: Object.fromEntries(values) };
  };
  return { ...Object.fromEntries(flags), ...pairs('set'), ...pairs('tag') };
}

/** The value of a field, as a template of Backstage refers to it. */
export function parameter(name: string): string {
  return `\${{ parameters.${name} }}`;
}
