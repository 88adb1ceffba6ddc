import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { TARGET_NAMES } from '../../targets/ids.ts';
import { environmentsSchema, textMatching } from '../json-schema.ts';
import { parseEnvironments, writeEnvironments } from '../parse/environments.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import { type Question, question, selectQuestion } from '../question.ts';

/** What every repo needs. */
export const mainQuestions = [
  question({
    name: 'project',
    flag: 'project',
    metavar: 'NAME',
    group: 'main',
    message: 'Project name',
    explanation: "Part of every role's name (else the folder's name).",
    asked: 'main',
    needed: () => "Every role's name holds it.",
    initial: 'my-service',
    parse: (raw) => parsePlaceholder('project', raw).project ?? '',
    schema: textMatching(PLACEHOLDERS.project.pattern),
  }),
  selectQuestion({
    name: 'target',
    flag: 'target',
    metavar: 'TOOL',
    group: 'main',
    message: 'Deploy with',
    explanation: 'The tool that the definitions are written for; all four make the same roles.',
    asked: 'main',
    choices: TARGET_NAMES.map(({ id, title }) => ({ value: id, title })),
    what: 'a target',
    initial: 'cloudformation',
  }),
  question({
    name: 'environments',
    flag: 'environments',
    metavar: 'NAME,…',
    group: 'main',
    message: 'Environments',
    explanation: 'Each gets its own set of roles; separate names with commas.',
    asked: 'main',
    initial: [
      { name: 'dev', values: {} },
      { name: 'prod', values: {} },
    ],
    parse: parseEnvironments,
    schema: environmentsSchema(),
    write: ({ environments }) => writeEnvironments(environments),
  }),
] as const satisfies readonly Question[];
