import { GRANTS } from '../../grants/registry.ts';
import { listOf, oneOfStrings } from '../json-schema.ts';
import { parseWord } from '../parse/basic.ts';
import { grantFromText, parseGrants } from '../parse/grants.ts';
import { parseEnvFiles, parseParameters, parseSecrets, writeNamed } from '../parse/resources.ts';
import { parseTaskStatements } from '../parse/task-statements.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import type { ExecKind } from '../types.ts';
import { grantSchema, namedSchema, taskStatementSchema } from '../values-schema.ts';
import { placeholderQuestion } from './placeholder-question.ts';

const EXEC_KINDS: readonly ExecKind[] = ['task', 'separate', 'off'];

/** Presets that another question stands for are not offered in the checkbox. */
const offered = GRANTS.filter(({ id }) => !/^(ecsExec|crossAccountLogs)/.test(id));

/** Which AWS features the application uses. */
export const applicationQuestions = [
  {
    kind: 'answer',
    name: 'grants',
    flag: 'grant',
    metavar: 'PRESET[,part=value…]',
    repeatable: true,
    group: 'application',
    type: 'checkbox',
    message: 'AWS features that the application uses',
    explanation: 'Allows the task role what one AWS feature needs.',
    asked: 'main',
    choices: offered.map(({ id, title, summary }) => ({ value: id, title, hint: summary })),
    initial: [],
    depth: 0,
    fromFlag: (text) => [[['grants'], [grantFromText(text)]]],
    parse: parseGrants,
    schema: listOf({ oneOf: GRANTS.map(({ id }) => grantSchema(id)) }),
    write: ({ grants }) => grants.map(({ preset, values }) => ({ preset, ...values })),
  } satisfies AnswerQuestion<'grants'>,
  {
    kind: 'answer',
    name: 'secrets',
    flag: 'secrets',
    metavar: 'NAME,…',
    group: 'application',
    type: 'input',
    message: 'Secrets (names or ARNs, separated by commas)',
    explanation:
      'Secrets Manager secrets that ECS hands to the container; a name may hold <environment>.',
    asked: 'main',
    feature: 'Secrets from Secrets Manager',
    suggestion: '<project>/<environment>/app',
    initial: [],
    depth: 0,
    parse: parseSecrets,
    schema: listOf(namedSchema()),
    write: ({ secrets }) => secrets.map(writeNamed),
  } satisfies AnswerQuestion<'secrets'>,
  {
    kind: 'answer',
    name: 'parameters',
    flag: 'parameters',
    metavar: 'NAME,…',
    group: 'application',
    type: 'input',
    message: 'Parameters (names or ARNs, separated by commas)',
    explanation: 'SSM parameters that ECS hands to the container; a name may hold <environment>.',
    asked: 'main',
    feature: 'Parameters from Parameter Store',
    suggestion: '<project>/<environment>/app',
    initial: [],
    depth: 0,
    parse: parseParameters,
    schema: listOf(namedSchema()),
    write: ({ parameters }) => parameters.map(writeNamed),
  } satisfies AnswerQuestion<'parameters'>,
  placeholderQuestion({
    name: 'secretsKmsKeyId',
    flag: 'kms-key',
    metavar: 'KEY',
    group: 'application',
    explanation: 'Key ID or key ARN of the customer managed key of secrets and parameters.',
  }),
  {
    kind: 'answer',
    name: 'envFiles',
    flag: 'env-files',
    metavar: 'BUCKET/KEY,…',
    group: 'application',
    type: 'input',
    message: 'Environment files (bucket/key, separated by commas)',
    explanation: 'Environment files in S3 that ECS hands to the container.',
    asked: 'never',
    initial: [],
    depth: 0,
    parse: parseEnvFiles,
    schema: listOf({ type: 'string' }),
    write: ({ envFiles }) => envFiles.map(({ bucket, key }) => `${bucket}/${key}`),
  } satisfies AnswerQuestion<'envFiles'>,
  {
    kind: 'answer',
    name: 'exec',
    flag: 'exec',
    metavar: 'KIND',
    group: 'application',
    type: 'select',
    message: 'ECS Exec',
    explanation: 'Which role lets ECS Exec open a shell into running containers.',
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
    initial: 'off',
    depth: 0,
    parse: (raw) => parseWord(raw, EXEC_KINDS, 'a kind of Exec'),
    schema: oneOfStrings(EXEC_KINDS),
  } satisfies AnswerQuestion<'exec'>,
  {
    kind: 'answer',
    name: 'taskStatements',
    metavar: '',
    group: 'application',
    type: 'input',
    message: 'Statements of your own',
    explanation: 'Statements of your own for the task role; in the answers file alone.',
    asked: 'never',
    initial: [],
    depth: 0,
    parse: parseTaskStatements,
    schema: listOf(taskStatementSchema()),
  } satisfies AnswerQuestion<'taskStatements'>,
] as const satisfies readonly Question[];
