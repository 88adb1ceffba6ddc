import type { JsonSchema } from '../answers/json-schema.ts';
import { QUESTIONS } from '../answers/questions.ts';
import type { Answers } from '../answers/types.ts';

/** Whether something of a form applies: always, never, or where other fields have some values. */
export type Condition = boolean | JsonSchema;

/** One value for each of some fields. */
type Case = Readonly<Record<string, string>>;

/** The fields of a form that other questions depend on: those that take one of a few words. */
const SELECTS = QUESTIONS.filter(({ type }) => type === 'select').map(({ name, choices = [] }) => ({
  name,
  values: choices.map(({ value }) => value),
}));

/**
 * When a question's own test holds, as a JSON Schema of the form: the test is run for the values of
 * the fields it depends on. Fields that the form does not ask stay as they are offered.
 */
export function conditionOf(
  test: (soFar: Partial<Answers>) => boolean,
  offered: Answers,
  isAsked: (name: string) => boolean,
): Condition {
  const free = SELECTS.filter(({ name }) => isAsked(name));
  const holds = (one: Case) => test({ ...offered, ...one });
  const depends = free.filter(({ name, values }) =>
    [{}, ...free.filter((other) => other.name !== name).flatMap(casesOf)].some(
      (other) => new Set(values.map((value) => holds({ ...other, [name]: value }))).size > 1,
    ),
  );
  const all = depends.reduce<readonly Case[]>(
    (cases, one) => cases.flatMap((before) => casesOf(one).map((next) => ({ ...before, ...next }))),
    [{}],
  );
  const holding = all.filter(holds);
  if (holding.length === all.length) return true;
  return holding.length > 0 && schemaOf(holding, offered);
}

function casesOf({ name, values }: (typeof SELECTS)[number]): readonly Case[] {
  return values.map((value) => ({ [name]: value }));
}

/**
 * Cases that are all combinations of a few values are one schema, others alternatives. A field that is
 * not shown has the value that is offered.
 */
function schemaOf(cases: readonly Case[], offered: Answers): JsonSchema {
  const names = Object.keys(cases[0] ?? {});
  const values = names.map((name) => [...new Set(cases.map((one) => one[name] ?? ''))] as const);
  const product = values.reduce((count, one) => count * one.length, 1);
  if (product > cases.length) {
    return { anyOf: cases.map((one) => schemaOf([one], offered)) };
  }
  const properties = names.map((name, index) => [name, { enum: values[index] }] as const);
  const usual: Readonly<Record<string, unknown>> = { ...offered };
  const required = names.filter(
    (name, index) => !values[index]?.some((one) => one === usual[name]),
  );
  return { ...(required.length > 0 && { required }), properties: Object.fromEntries(properties) };
}
