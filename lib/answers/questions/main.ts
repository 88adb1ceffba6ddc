import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { TARGET_NAMES } from '../../targets/ids.ts';
import { environmentsSchema, listOf, textMatching } from '../json-schema.ts';
import { parseEnvironments, writeEnvironments } from '../parse/environments.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import { parsePresetReferences } from '../presets.ts';
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
  question({
    name: 'presets',
    flag: 'preset',
    metavar: 'FILE|PACKAGE',
    repeatable: true,
    group: 'main',
    message: 'Presets of your team',
    explanation:
      'Takes the defaults and rules of a team from a JSON file, or from an installed npm package ecs-iam-preset-NAME; a later one wins.',
    initial: { references: [], list: [] },
    fromFlag: (text) => [[['presets'], [text]]],
    parse: parsePresetReferences,
    schema: listOf({ type: 'string', minLength: 1 }),
    write: ({ presets }) => presets.references,
  }),
  selectQuestion({
    name: 'target',
    flag: 'target',
    metavar: 'TOOL',
    group: 'main',
    message: 'Deploy with',
    explanation: 'The tool that the definitions are written for; all four make the same roles.',
    asked: 'main',
    choices: TARGET_NAMES.map(({ id, title, hint }) => ({ value: id, title, hint })),
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
