import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { TARGET_NAMES, type TargetId } from '../../targets/ids.ts';
import { oneOfStrings, textMatching } from '../json-schema.ts';
import { parseWord } from '../parse/basic.ts';
import { parseEnvironments } from '../parse/environments.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import { environmentsSchema } from '../values-schema.ts';
import { writeEnvironments } from '../write-values.ts';

const TARGET_IDS: readonly TargetId[] = TARGET_NAMES.map(({ id }) => id);

/** What every repo needs to know. */
export const mainQuestions = [
  {
    kind: 'answer',
    name: 'project',
    flag: 'project',
    metavar: 'NAME',
    group: 'main',
    type: 'input',
    message: 'Project name',
    explanation: "Part of every role's name (else the folder's name).",
    asked: 'main',
    initial: 'my-service',
    depth: 0,
    parse: (raw) => parsePlaceholder('project', raw).project ?? '',
    schema: textMatching(PLACEHOLDERS.project.pattern),
  } satisfies AnswerQuestion<'project'>,
  {
    kind: 'answer',
    name: 'target',
    flag: 'target',
    metavar: 'TOOL',
    group: 'main',
    type: 'select',
    message: 'Deploy with',
    explanation: 'The tool that the definitions are written for; all four make the same roles.',
    asked: 'main',
    choices: TARGET_NAMES.map(({ id, title }) => ({ value: id, title })),
    initial: 'cloudformation',
    depth: 0,
    parse: (raw) => parseWord(raw, TARGET_IDS, 'a target'),
    schema: oneOfStrings(TARGET_IDS),
  } satisfies AnswerQuestion<'target'>,
  {
    kind: 'answer',
    name: 'environments',
    flag: 'environments',
    metavar: 'NAME,…',
    group: 'main',
    type: 'input',
    message: 'Environments',
    explanation: 'Each gets its own set of roles; separate names with commas.',
    asked: 'main',
    initial: [
      { name: 'dev', values: {} },
      { name: 'prod', values: {} },
    ],
    depth: 0,
    parse: parseEnvironments,
    schema: environmentsSchema(),
    write: ({ environments }) => writeEnvironments(environments),
  } satisfies AnswerQuestion<'environments'>,
] as const satisfies readonly Question[];
