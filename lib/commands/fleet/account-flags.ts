import type { Flag } from '../../answers/command-line.ts';
import { plainFlag, valueFlag } from '../../answers/flag-forms.ts';
import { ONLY_FLAG, REPORT_FLAGS } from './flags.ts';

const CHECK_FLAGS: readonly Flag[] = [
  ONLY_FLAG,
  valueFlag('environment', 'NAME,…', 'The environments to work on (default: all).'),
  valueFlag(
    'profile',
    'NAME',
    'Whose credentials reach accounts for which the manifest names no profile.',
  ),
  valueFlag('region', 'REGION', 'The Region, where an environment names none.'),
  ...REPORT_FLAGS,
  valueFlag('concurrency', 'N', 'Calls to an account at once, 1 to 50 (default 8).'),
  valueFlag('timeout', 'SECONDS', 'The most one call may take, with its retries (default 60).'),
  plainFlag('practice', 'Works on embedded accounts: no credentials, no network.'),
];

const CONFIRM_FLAG: Flag = valueFlag(
  'confirm',
  'NAME,…',
  'The names of all environments that change, in place of typing them.',
);

/** The flags of each verb that works on accounts. */
export const FLEET_ACCOUNT_FLAGS = {
  plan: CHECK_FLAGS,
  validate: CHECK_FLAGS,
  apply: [
    ...CHECK_FLAGS,
    { ...plainFlag('yes', 'Applies without asking.'), short: 'y' },
    CONFIRM_FLAG,
    plainFlag('prune', 'Deletes roles of ours that are no longer defined.'),
    plainFlag('adopt', 'Takes over roles of the right name that are not ours.'),
  ],
  destroy: [...CHECK_FLAGS, CONFIRM_FLAG],
} as const satisfies Readonly<Record<string, readonly Flag[]>>;
