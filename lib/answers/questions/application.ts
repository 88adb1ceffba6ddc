import { GRANTS } from '../../grants/registry.ts';
import {
  grantSchema,
  listOf,
  namedSchema,
  taskDefinitionSchema,
  taskStatementSchema,
} from '../json-schema.ts';
import { grantFromText, parseGrants } from '../parse/grants.ts';
import { parseEnvFiles, parseParameters, parseSecrets, writeNamed } from '../parse/resources.ts';
import { parseTaskDefinitions } from '../parse/task-definitions.ts';
import { parseTaskStatements } from '../parse/task-statements.ts';
import { placeholderQuestion, type Question, question, selectQuestion } from '../question.ts';
import { platformQuestions } from './platform.ts';

/** Presets that have a question of their own are not offered in the checkbox. */
const offered = GRANTS.filter(({ id }) => !/^(ecsExec|crossAccountLogs)/.test(id));

/** Which AWS features the application uses. */
export const applicationQuestions = [
  question({
    name: 'grants',
    flag: 'grant',
    metavar: 'PRESET[,NAME=VALUE…]',
    repeatable: true,
    group: 'application',
    type: 'checkbox',
    message: 'AWS features that the application uses',
    explanation: 'Allows the task role what one AWS feature needs.',
    asked: 'main',
    choices: offered.map(({ id, title, summary }) => ({ value: id, title, hint: summary })),
    initial: [],
    fromFlag: (text) => [[['grants'], [grantFromText(text)]]],
    parse: parseGrants,
    schema: listOf({ oneOf: GRANTS.map(({ id }) => grantSchema(id)) }),
    write: ({ grants }) => grants.map(({ preset, values }) => ({ preset, ...values })),
  }),
  question({
    name: 'secrets',
    flag: 'secrets',
    metavar: 'NAME,…',
    group: 'application',
    message: 'Secrets (names or ARNs, separated by commas)',
    explanation:
      'Secrets Manager secrets that ECS hands to the container; a name may hold <environment>.',
    asked: 'main',
    feature: 'Secrets from Secrets Manager',
    suggestion: '<project>/<environment>/app',
    initial: [],
    parse: parseSecrets,
    schema: listOf(namedSchema()),
    write: ({ secrets }) => secrets.map(writeNamed),
  }),
  question({
    name: 'parameters',
    flag: 'parameters',
    metavar: 'NAME,…',
    group: 'application',
    message: 'Parameters (names or ARNs, separated by commas)',
    explanation: 'SSM parameters that ECS hands to the container; a name may hold <environment>.',
    asked: 'main',
    feature: 'Parameters from Parameter Store',
    suggestion: '<project>/<environment>/app',
    initial: [],
    parse: parseParameters,
    schema: listOf(namedSchema()),
    write: ({ parameters }) => parameters.map(writeNamed),
  }),
  placeholderQuestion({
    name: 'secretsKmsKeyId',
    flag: 'kms-key',
    metavar: 'KEY',
    group: 'application',
    explanation: 'Key ID or key ARN of the customer managed key of secrets and parameters.',
  }),
  question({
    name: 'envFiles',
    flag: 'env-files',
    metavar: 'BUCKET/KEY,…',
    group: 'application',
    message: 'Environment files (bucket/key, separated by commas)',
    explanation: 'Environment files in S3 that ECS hands to the container.',
    initial: [],
    parse: parseEnvFiles,
    schema: listOf({ type: 'string' }),
    write: ({ envFiles }) => envFiles.map(({ bucket, key }) => `${bucket}/${key}`),
  }),
  selectQuestion({
    name: 'exec',
    flag: 'exec',
    metavar: 'KIND',
    group: 'application',
    message: 'ECS Exec',
    explanation: 'Which role lets ECS Exec open a shell in running containers.',
    asked: 'main',
    feature: 'Shell into running containers (ECS Exec)',
    featureValue: 'task',
    choices: [
      { value: 'off', title: 'Off' },
      { value: 'task', title: 'Through the task role', hint: 'What ECS Exec uses.' },
      {
        value: 'separate',
        title: 'A role of its own',
        hint: 'ECS has no field for it: it works only as the task role of a task definition.',
      },
    ],
    what: 'a kind of Exec',
    initial: 'off',
  }),
  ...platformQuestions,
  question({
    name: 'taskDefinitions',
    metavar: '',
    group: 'application',
    message: 'Task definitions of your own',
    explanation: 'Task definitions that --from-taskdef read; only the answers file holds them.',
    initial: [],
    parse: parseTaskDefinitions,
    schema: listOf(taskDefinitionSchema()),
  }),
  question({
    name: 'taskStatements',
    metavar: '',
    group: 'application',
    message: 'Statements of your own',
    explanation: 'Statements of your own for the task role; only the answers file holds them.',
    initial: [],
    parse: parseTaskStatements,
    schema: listOf(taskStatementSchema()),
  }),
  question({
    name: 'executionStatements',
    metavar: '',
    group: 'application',
    message: 'Statements of your own for the execution role',
    explanation: 'Statements of your own for the execution role; only the answers file holds them.',
    initial: [],
    parse: parseTaskStatements,
    schema: listOf(taskStatementSchema()),
  }),
] as const satisfies readonly Question[];
