import {
  closedObject,
  listOf,
  placeholderSchema,
  placeholderValuesSchema,
} from '../json-schema.ts';
import { parseEach, parseEntries, parseItems } from '../parse/basic.ts';
import {
  LIST_PLACEHOLDERS,
  parsePlaceholder,
  parsePlaceholderName,
  parsePlaceholderValues,
} from '../parse/placeholders.ts';
import { createOrExisting, placeholderQuestion, type Question, question } from '../question.ts';
import type { Answers } from '../types.ts';
import { splitNames, splitSet } from './flag-values.ts';

/** Names of things, and values of placeholders. */
export const valueQuestions = [
  placeholderQuestion({
    name: 'region',
    flag: 'region',
    metavar: 'REGION',
    group: 'values',
    asked: 'more',
    message: 'Region (one for all, or dev=eu-west-1,prod=us-east-1; Enter: the one in use)',
    explanation: 'Region of the service (else the one in use when it is deployed).',
  }),
  placeholderQuestion({
    name: 'account',
    flag: 'account',
    metavar: 'ID',
    group: 'values',
    asked: 'more',
    message:
      'Account (one ID for all, or dev=111111111111,prod=222222222222; Enter: the one in use)',
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
    metavar: 'NAME,…',
    group: 'values',
    fromFlag: splitNames('repository'),
  }),
  createOrExisting({
    name: 'ecrRepository',
    flag: 'repository',
    group: 'values',
    message: 'ECR repository',
    explanation: 'Whether the ECR repository is made here or exists already.',
    hints: ['With its lifecycle and policy.', 'Nothing of ECR is made.'],
    initial: 'create',
  }),
  placeholderQuestion({
    name: 'logGroup',
    flag: 'log-group',
    metavar: 'NAME,…',
    group: 'values',
    fromFlag: splitNames('logGroup'),
  }),
  question({
    name: 'values',
    flag: 'set',
    metavar: '[ENV.]NAME=VALUE',
    repeatable: true,
    group: 'values',
    message: 'Values',
    explanation: 'The value of any placeholder, in every environment or in one.',
    initial: {},
    fromFlag: splitSet,
    parse: parsePlaceholderValues,
    schema: placeholderValuesSchema(),
  }),
  question({
    name: 'lists',
    flag: 'set',
    metavar: 'NAME=VALUE,…',
    repeatable: true,
    group: 'values',
    message: 'Values of placeholders that take several',
    explanation: 'The values of a placeholder that takes several, separated by commas.',
    initial: {},
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
  }),
] as const satisfies readonly Question[];

function parseLists(raw: unknown): Answers['lists'] {
  return parseEntries(raw, (name, values) => {
    const placeholder = parsePlaceholderName(name, LIST_PLACEHOLDERS);
    const parsed = parseEach(
      parseItems(values),
      (value) => parsePlaceholder(placeholder, value)[placeholder] ?? '',
    );
    return [...new Set(parsed)];
  });
}
