import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { accountFlags } from './account-flags.ts';

/** Flags that `adopt` has in common with `plan`. */
const OF_PLAN = [
  'environment',
  'profile',
  'region',
  'concurrency',
  'timeout',
  'practice',
  'practice-file',
];

/** The flags of `adopt`. */
export const ADOPT_FLAGS: readonly Flag[] = [
  {
    ...valueFlag('role', 'ROLE,…', 'The roles to adopt (else: all that exist).'),
    repeatable: true,
  },
  ...accountFlags('plan')
    .filter(({ name }) => OF_PLAN.includes(name))
    .map((flag) =>
      flag.name === 'environment'
        ? { ...flag, explanation: 'The environment whose account is read (else: all).' }
        : flag,
    ),
  { ...plainFlag('yes', 'Writes without asking.'), short: 'y' },
  plainFlag('dry-run', 'Writes nothing; shows the plan and the files.'),
  {
    ...valueFlag('on-conflict', 'HOW', 'What to do with files that were edited (else: ask).'),
    choices: ['abort', 'skip', 'overwrite'],
  },
  plainFlag('force', 'The same as --on-conflict overwrite.'),
  plainFlag('json', 'Prints one JSON document.'),
  plainFlag('quiet', 'Says nothing but errors.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
  ...LAST_FLAGS,
];
