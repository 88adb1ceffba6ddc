import type { Question } from './question.ts';
import { accountQuestions } from './questions/accounts.ts';
import { applicationQuestions } from './questions/application.ts';
import { mainQuestions } from './questions/main.ts';
import { pipelineQuestions } from './questions/pipeline.ts';
import { roleSettingQuestions } from './questions/role-settings.ts';
import { roleQuestions } from './questions/roles.ts';
import { valueQuestions } from './questions/values.ts';
import type { Answers } from './types.ts';

const rows = [
  ...mainQuestions,
  ...applicationQuestions,
  ...pipelineQuestions,
  ...roleQuestions,
  ...roleSettingQuestions,
  ...valueQuestions,
  ...accountQuestions,
] as const;

type Without = Exclude<keyof Answers, (typeof rows)[number]['name']>;

/**
 * The one table of questions, in the order asked. Prompts, flags, help, validation, the JSON Schema
 * and the docs are made from it. A field of Answers without a row does not compile.
 */
export const QUESTIONS: Without extends never ? readonly Question[] : Without = rows;

/** The rows that fill a field of Answers. */
export const ANSWER_QUESTIONS = QUESTIONS.filter((question) => question.kind === 'answer');
