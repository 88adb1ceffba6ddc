import { closedObject, listOf } from '../json-schema.ts';
import { collect, parseEach, parseItems, parseObject } from '../parse/basic.ts';
import {
  LIST_PARTS,
  orderValues,
  parsePart,
  parsePartName,
  parsePartValues,
} from '../parse/parts.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import type { Answers } from '../types.ts';
import { partSchema, partValuesSchema } from '../values-schema.ts';
import { splitSet } from './flag-values.ts';
import { partQuestion } from './part-question.ts';

/** Names of things, and values of open parts. */
export const valueQuestions = [
  partQuestion({
    name: 'region',
    flag: 'region',
    metavar: 'REGION',
    group: 'values',
    explanation: 'Region of the service (else the one in use when it is deployed).',
  }),
  partQuestion({
    name: 'account',
    flag: 'account',
    metavar: 'ID',
    group: 'values',
    explanation: 'Account of the roles (else the one in use when they are deployed).',
  }),
  partQuestion({
    name: 'partition',
    flag: 'partition',
    metavar: 'NAME',
    group: 'values',
    explanation: 'AWS partition (else it follows from the Region or the account in use).',
  }),
  partQuestion({ name: 'cluster', flag: 'cluster', metavar: 'NAME', group: 'values' }),
  partQuestion({ name: 'service', flag: 'service', metavar: 'NAME', group: 'values' }),
  partQuestion({ name: 'repository', flag: 'ecr-repository', metavar: 'NAME', group: 'values' }),
  partQuestion({ name: 'logGroup', flag: 'log-group', metavar: 'NAME', group: 'values' }),
  {
    kind: 'answer',
    name: 'values',
    flag: 'set',
    metavar: '[ENV.]PART=VALUE',
    repeatable: true,
    group: 'values',
    type: 'input',
    message: 'Values',
    explanation: 'The value of any open part, in every environment or in one.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: splitSet,
    parse: (raw) => orderValues(Object.assign({}, ...parsePartValues(parseObject(raw)))),
    schema: partValuesSchema(),
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
      Object.fromEntries(LIST_PARTS.map((part) => [part, listOf(partSchema(part))])),
    ),
  } satisfies AnswerQuestion<'lists'>,
] as const satisfies readonly Question[];

function parseLists(raw: unknown): Answers['lists'] {
  const entries = collect(
    Object.entries(parseObject(raw)).map(([name, values]) => () => {
      const part = parsePartName(name, LIST_PARTS);
      const parsed = parseEach(parseItems(values), (value) => parsePart(part, value)[part] ?? '');
      return [part, [...new Set(parsed)]] as const;
    }),
  );
  const found = new Map(entries);
  return Object.fromEntries(
    LIST_PARTS.flatMap((part) => (found.has(part) ? [[part, found.get(part)]] : [])),
  );
}
