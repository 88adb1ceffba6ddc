import type { Flag } from '../../answers/command-line.ts';
import { plainFlag, valueFlag } from '../../answers/flag-forms.ts';

/** Names the services that a verb works on. */
export const ONLY_FLAG: Flag = {
  ...valueFlag('only', 'PATTERN', 'Services by name, with * for any letters, or group:NAME.'),
  repeatable: true,
};

/** Names the services that `new` and `status` work on by what they have. */
const ENVIRONMENT_FLAG = valueFlag(
  'environment',
  'NAME,…',
  'Services that have one of these environments; a repo is written whole.',
);

/** How a verb reports what became of each service. */
export const REPORT_FLAGS: readonly Flag[] = [
  {
    ...valueFlag('format', 'FORMAT', 'How to report on stdout.'),
    choices: ['text', 'json', 'junit'],
  },
  plainFlag('json', 'The same as --format json.'),
  valueFlag('output', 'FILE', 'Writes the report to a file in place of stdout.'),
  plainFlag('quiet', 'Shows no progress.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
];

/** The flags of `fleet new`. */
export const NEW_FLAGS: readonly Flag[] = [
  ONLY_FLAG,
  ENVIRONMENT_FLAG,
  {
    ...valueFlag('on-conflict', 'HOW', 'What to do with files that were edited (default abort).'),
    choices: ['abort', 'skip', 'overwrite'],
  },
  plainFlag('dry-run', 'Writes nothing; says what would be, and per role what it grants.'),
  ...REPORT_FLAGS,
];

/** The flags of `fleet status`. */
export const STATUS_FLAGS: readonly Flag[] = [
  ONLY_FLAG,
  { ...ENVIRONMENT_FLAG, explanation: 'Services that have one of these environments.' },
  plainFlag('json', 'The same as --format json.'),
  ...REPORT_FLAGS.filter(({ name }) => ['output', 'quiet', 'no-color'].includes(name)),
];

/** The flags of `fleet stacksets`. */
export const STACKSETS_FLAGS: readonly Flag[] = [
  ONLY_FLAG,
  valueFlag('folder', 'DIR', 'Where the StackSets are written (default stacksets).'),
  plainFlag('dry-run', 'Writes nothing; says what would be.'),
  ...REPORT_FLAGS,
];
