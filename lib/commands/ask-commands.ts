import { CAN_FLAGS } from './can-flags.ts';
import type { Command } from './command.ts';

/** The command that answers questions about a repo or about documents. */
export const CAN_COMMAND: Command = {
  name: 'can',
  group: 'ask',
  usage: 'can [ACTION] [RESOURCE]',
  summary: 'Says whether a role may do something, who may, or all that it may.',
  examples: [
    ['can s3:GetObject arn:aws:s3:::shop-uploads/a.txt', 'May the task role read this object?'],
    ['can iam:PassRole --who', 'Which roles may pass a role?'],
  ],
  words: 'question',
  flags: async () => CAN_FLAGS,
  run: async (invocation) => (await import('./can.ts')).runCan(invocation),
};

/** The command that prints a policy for people. */
export const POLICY_COMMAND: Command = {
  name: 'policy',
  group: 'ask',
  usage: 'policy exec|pipeline|validate|operator',
  summary:
    'Prints the policy of who opens ECS Exec, sets up the pipeline, validates or operates the roles.',
  examples: [
    ['policy operator --environment dev', 'What whoever runs apply in dev needs.'],
    ['policy exec --tag team=orders', 'Opens ECS Exec in tasks with this tag alone.'],
  ],
  words: 'policy',
  firstWords: async () => (await import('./policy.ts')).KINDS,
  flags: async () => (await import('./policy.ts')).POLICY_FLAGS,
  run: async (invocation) => (await import('./policy.ts')).runPolicy(invocation),
};

/** The command that lists what there is to choose from. */
export const LIST_COMMAND: Command = {
  name: 'list',
  group: 'ask',
  usage: 'list roles|grants|options|values [WORD]',
  summary: 'Lists what there is to choose from, or what has a word; needs no repo.',
  examples: [
    ['list grants sqs', 'The grants that are about SQS, with the flag that takes each.'],
    ['list roles --json', 'Every role as one JSON document.'],
  ],
  words: 'list',
  firstWords: async () => (await import('./listed.ts')).KINDS,
  flags: async () => (await import('./list.ts')).LIST_FLAGS,
  run: async (invocation) => (await import('./list.ts')).runList(invocation),
};

/** The command that teaches. */
export const LEARN_COMMAND: Command = {
  name: 'learn',
  group: 'ask',
  usage: 'learn [list|start N|hint|check|reset|solution]',
  summary: 'A course in IAM for ECS, exercise by exercise: no account, no network.',
  examples: [
    ['learn start 1', 'Writes the first exercise into a folder of its own.'],
    ['learn check', 'In that folder: is it solved, and what is wrong if not?'],
  ],
  words: 'learn',
  firstWords: async () => (await import('./learn.ts')).LEARN_VERBS,
  flags: async () => (await import('./learn.ts')).LEARN_FLAGS,
  run: async (invocation) => (await import('./learn.ts')).runLearn(invocation),
};

/** The command that explains a role, a statement, an action or a condition key. */
export const EXPLAIN_COMMAND: Command = {
  name: 'explain',
  group: 'ask',
  usage: 'explain [ROLE|ROLE.STATEMENT|ACTION|CONDITION-KEY]',
  summary: 'Explains what a role or statement is for, and what breaks without it.',
  examples: [
    [
      'explain task-execution.ReadSecrets',
      'What calls this statement, and what breaks without it.',
    ],
    ['explain iam:PassedToService', 'What a condition key does, and which statements have it.'],
  ],
  words: 'subject',
  flags: async () => (await import('./explain.ts')).EXPLAIN_FLAGS,
  run: async (invocation) => (await import('./explain.ts')).runExplain(invocation),
};

/** The command that says what an error message means. */
export const WHY_COMMAND: Command = {
  name: 'why',
  group: 'ask',
  usage: 'why [TEXT]',
  summary: 'Says what an error message of AWS means, and what to do about it.',
  examples: [
    ['why "MESSAGE"', 'What a message means, and whether this repo grants what was refused.'],
    [
      'why --file stopped.json',
      'The same for a file, such as the output of aws ecs describe-tasks.',
    ],
  ],
  words: 'message',
  flags: async () => (await import('./why.ts')).WHY_FLAGS,
  run: async (invocation) => (await import('./why.ts')).runWhy(invocation),
};

/** The command that draws who may do what. */
export const MAP_COMMAND: Command = {
  name: 'map',
  group: 'ask',
  usage: 'map [DIR]',
  summary: 'Draws who trusts whom, who passes what, and who may use which resource.',
  examples: [
    ['map --open', 'The map as a page in the browser.'],
    ['map --format svg --output map.svg', 'The map as a drawing in a file.'],
  ],
  flags: async () => (await import('./map.ts')).MAP_FLAGS,
  run: async (invocation) => (await import('./map.ts')).runMap(invocation),
};
