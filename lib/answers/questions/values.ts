import { closedObject, listOf } from '../json-schema.ts';
import { collect, parseEach, parseItems, parseObject } from '../parse/basic.ts';
import {
  LIST_PLACEHOLDERS,
  orderValues,
  parsePlaceholder,
  parsePlaceholderName,
  parsePlaceholderValues,
} from '../parse/placeholders.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import type { Answers } from '../types.ts';
import { placeholderSchema, placeholderValuesSchema } from '../values-schema.ts';
import { splitSet } from './flag-values.ts';
import { placeholderQuestion } from './placeholder-question.ts';

/** Names of things, and values of placeholders. */
export const valueQuestions = [
  placeholderQuestion({
    name: 'region',
    flag: 'region',
    metavar: 'REGION',
    group: 'values',
    explanation: 'Region of the service (else the one in use when it is deployed).',
  }),
  placeholderQuestion({
    name: 'account',
    flag: 'account',
    metavar: 'ID',
    group: 'values',
    explanation: 'Account of the roles (else the one in use when they are deployed).',
  }),
  placeholderQuestion({
    name: 'partition',
    flag: 'partition',
    metavar: 'NAME',
    group: 'values',
    explanation: 'AWS partition (else it follows from the Region or the account in use).',
  }),
  placeholderQuestion({ name: 'cluster', flag: 'cluster', metavar: 'NAME', group: 'values' }),
  placeholderQuestion({ name: 'service', flag: 'service', metavar: 'NAME', group: 'values' }),
  placeholderQuestion({
    name: 'repository',
    flag: 'ecr-repository',
    metavar: 'NAME',
    group: 'values',
  }),
  placeholderQuestion({ name: 'logGroup', flag: 'log-group', metavar: 'NAME', group: 'values' }),
  {
    kind: 'answer',
    name: 'values',
    flag: 'set',
    metavar: '[ENV.]PART=VALUE',
    repeatable: true,
    group: 'values',
    type: 'input',
    message: 'Values',
    explanation: 'The value of any placeholder, in every environment or in one.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: splitSet,
    parse: (raw) => orderValues(Object.assign({}, ...parsePlaceholderValues(parseObject(raw)))),
    schema: placeholderValuesSchema(),
  } satisfies AnswerQuestion<'values'>,
  {
    kind: 'answer',
    name: 'lists',
    flag: 'set',
    metavar: '[ENV.]PART=VALUE',
    repeatable: true,
    group: 'values',
    type: 'input',
    message: 'Values of parts that take several',
    explanation: 'The values of a part that takes several, separated by commas.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: splitSet,
    parse: parseLists,
    schema: closedObject(
      Object.fromEntries(
        LIST_PLACEHOLDERS.map((placeholder) => [
          placeholder,
          listOf(placeholderSchema(placeholder)),
        ]),
      ),
    ),
  } satisfies AnswerQuestion<'lists'>,
] as const satisfies readonly Question[];

function parseLists(raw: unknown): Answers['lists'] {
  const entries = collect(
    Object.entries(parseObject(raw)).map(([name, values]) => () => {
      const placeholder = parsePlaceholderName(name, LIST_PLACEHOLDERS);
      const parsed = parseEach(
        parseItems(values),
        (value) => parsePlaceholder(placeholder, value)[placeholder] ?? '',
      );
      return [placeholder, [...new Set(parsed)]] as const;
    }),
  );
  const found = new Map(entries);
  return Object.fromEntries(
    LIST_PLACEHOLDERS.flatMap((placeholder) =>
      found.has(placeholder) ? [[placeholder, found.get(placeholder)]] : [],
    ),
  );
}
