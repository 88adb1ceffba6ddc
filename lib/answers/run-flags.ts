import type { Flag } from './flag-groups.ts';
import { QUESTIONS } from './questions.ts';

/** Flags about the run, not about the answers. */
export const RUN_FLAGS = [
  {
    name: 'answers',
    takes: 'value',
    metavar: 'FILE',
    group: 'run',
    explanation: "Takes answers from a file; flags win over it, it wins over the folder's own.",
  },
  {
    name: 'yes',
    short: 'y',
    takes: 'none',
    group: 'run',
    explanation: 'Asks nothing: what is not given takes its default.',
  },
  {
    name: 'on-conflict',
    takes: 'value',
    metavar: 'HOW',
    choices: ['abort', 'skip', 'overwrite'],
    group: 'run',
    explanation: 'What to do with files that were edited (else: ask, or abort without a terminal).',
  },
  {
    name: 'force',
    takes: 'none',
    group: 'run',
    explanation: 'The same as --on-conflict overwrite.',
  },
  {
    name: 'dry-run',
    takes: 'none',
    group: 'run',
    explanation: 'Writes nothing; lists what would be.',
  },
  { name: 'diff', takes: 'none', group: 'run', explanation: 'Writes nothing; shows the changes.' },
  { name: 'json', takes: 'none', group: 'run', explanation: 'The same as --format json.' },
  {
    name: 'format',
    takes: 'value',
    metavar: 'FORMAT',
    choices: ['text', 'json'],
    group: 'run',
    explanation: 'How to report on stdout; json is one document and nothing else.',
  },
  { name: 'quiet', takes: 'none', group: 'run', explanation: 'Says nothing but errors.' },
  {
    name: 'no-color',
    takes: 'none',
    group: 'run',
    explanation: 'No colours; NO_COLOR does the same.',
  },
  { name: 'debug', takes: 'none', group: 'run', explanation: 'Shows the stack of an error.' },
  { name: 'help', short: 'h', takes: 'none', group: 'run', explanation: 'Shows this help.' },
  { name: 'version', takes: 'none', group: 'run', explanation: 'Shows the version.' },
] as const satisfies readonly Flag[];

/** The flags of all questions, in the order of the table. */
export const QUESTION_FLAGS: readonly Flag[] = QUESTIONS.flatMap((question, index) => {
  const { flag, repeatable, metavar, group, type, explanation, choices } = question;
  const first = QUESTIONS.findIndex((other) => other.flag === flag);
  if (flag === undefined || first < index) return [];
  return [
    {
      name: flag,
      takes: type === 'confirm' ? 'yes-no' : 'value',
      metavar,
      ...(repeatable && { repeatable }),
      ...(type === 'select' && choices && { choices: choices.map(({ value }) => value) }),
      group,
      explanation,
    },
  ];
});
