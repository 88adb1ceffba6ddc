import type { Flag } from '../answers/command-line.ts';

/** The four commands that speak with an account. */
export const ACCOUNT_COMMANDS = {
  plan: 'Shows what apply would change in the account, and what becomes wider.',
  apply: 'Makes the account as the answers say, after showing the plan and asking.',
  validate: 'Checks that the account is as the answers say; for pipelines.',
  destroy: 'Deletes what apply made in one environment.',
} as const;

export type AccountCommand = keyof typeof ACCOUNT_COMMANDS;

type AccountFlag = Flag & {
  /** The commands that take it; absent: all. */
  readonly commands?: readonly AccountCommand[];
};

const FLAGS: readonly AccountFlag[] = [
  flag('environment', 'NAME', "The environment, or 'all' (else: the only one, or asked)."),
  flag('profile', 'NAME', 'The profile of the AWS configuration to take credentials from.'),
  flag('region', 'REGION', "The Region, where the environment's answers name none."),
  { ...plain('yes', 'Applies without asking.'), short: 'y', commands: ['apply', 'destroy'] },
  {
    ...flag('confirm', 'NAME', "The environment's name, in place of typing it."),
    commands: ['apply', 'destroy'],
  },
  {
    ...flag('format', 'FORMAT', 'How to report on stdout.'),
    choices: ['text', 'json', 'sarif', 'junit'],
  },
  plain('json', 'The same as --format json.'),
  flag('output', 'FILE', 'Writes the report to a file in place of stdout.'),
  {
    ...plain('adopt', 'Takes over roles of the right name that are not ours.'),
    commands: ['plan', 'apply'],
  },
  {
    ...plain('prune', 'Deletes roles of ours that the answers no longer have.'),
    commands: ['plan', 'apply'],
  },
  {
    ...plain('rollback', 'Takes back what an unfinished run did.'),
    commands: ['apply', 'destroy'],
  },
  {
    ...plain('operator-policy', 'Prints the least policy that whoever runs this needs.'),
    commands: ['plan'],
  },
  flag('concurrency', 'N', 'Calls at once while reading, 1 to 50 (default 8).'),
  flag('timeout', 'SECONDS', 'The most one call may take, with its retries (default 60).'),
  plain('practice', 'Works on an embedded account: no credentials, no network.'),
  flag('practice-file', 'FILE', 'The embedded account to work on (default: in .ecs-iam/).'),
  plain('quiet', 'Says nothing but results and errors.'),
  plain('no-color', 'No colours; NO_COLOR does the same.'),
  plain('debug', 'Shows the stack of an error.'),
  { ...plain('help', 'Shows this help.'), short: 'h' },
  plain('version', 'Shows the version.'),
];

function flag(name: string, metavar: string, explanation: string): AccountFlag {
  return { name, takes: 'value', metavar, group: 'run', explanation };
}

function plain(name: string, explanation: string): AccountFlag {
  return { name, takes: 'none', group: 'run', explanation };
}

/** The flags of one command. */
export function accountFlags(command: AccountCommand): readonly Flag[] {
  return FLAGS.filter(({ commands }) => commands === undefined || commands.includes(command));
}
