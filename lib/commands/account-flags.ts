import type { Flag, FlagValues } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { throwFaults, UserError } from '../errors.ts';
import { partitionOfRegion } from '../iam/partitions.ts';
import type { Format } from '../report/findings.ts';

/** The commands that work on an account. */
export const ACCOUNT_COMMANDS = {
  plan: 'Shows what apply would change in the account, and what becomes wider.',
  apply: 'Brings the account to what is defined, after showing the plan and asking.',
  validate: 'Checks that the account is as defined; for pipelines.',
  destroy: 'Deletes what apply made in one environment.',
} as const;

export type AccountCommand = keyof typeof ACCOUNT_COMMANDS;

/** Two examples of each. */
export const ACCOUNT_EXAMPLES = {
  plan: [
    ['plan --practice', 'On the embedded account: no credentials, no network.'],
    ['plan --environment all --format json', 'Every environment, for a program to read.'],
  ],
  apply: [
    ['apply --environment dev', 'Shows the plan of dev and asks before it changes anything.'],
    ['apply --practice --environment dev --yes', 'Tries it, without a question.'],
  ],
  validate: [
    ['validate --environment prod', 'Exit code 2 when the account differs.'],
    ['validate --environment all --format junit --output report.xml', 'A report for CI.'],
  ],
  destroy: [
    ['destroy --environment dev', 'Shows what goes and asks for the name of the environment.'],
    ['destroy --practice --environment dev --confirm dev', 'Without a question.'],
  ],
} as const;

type AccountFlag = Flag & {
  /** The commands that take it; absent: all. */
  readonly commands?: readonly AccountCommand[];
};

const FLAGS: readonly AccountFlag[] = [
  valueFlag('environment', 'NAME', "The environment, or 'all' (else: the only one, or asked)."),
  valueFlag('profile', 'NAME', 'The profile of the AWS configuration to take credentials from.'),
  valueFlag('region', 'REGION', 'The Region, where the environment names none.'),
  { ...plainFlag('yes', 'Applies without asking.'), short: 'y', commands: ['apply'] },
  {
    ...plainFlag('yes', 'Asks nothing, which takes --confirm NAME as well.'),
    short: 'y',
    commands: ['destroy'],
  },
  {
    ...valueFlag('confirm', 'NAME', 'Applies to the environment of this name, without asking.'),
    commands: ['apply'],
  },
  {
    ...valueFlag(
      'confirm',
      'NAME,…',
      'The name of the environment (of all, with commas), in place of typing it.',
    ),
    commands: ['destroy'],
  },
  {
    ...valueFlag('format', 'FORMAT', 'How to report on stdout.'),
    choices: ['text', 'json', 'sarif', 'junit'],
  },
  plainFlag('json', 'The same as --format json.'),
  valueFlag('output', 'FILE', 'Writes the report to a file in place of stdout.'),
  {
    ...plainFlag('adopt', 'Takes over roles of the right name that are not ours.'),
    commands: ['plan', 'apply'],
  },
  {
    ...plainFlag('prune', 'Deletes roles of ours that are no longer defined.'),
    commands: ['plan', 'apply'],
  },
  {
    ...plainFlag('rollback', 'Undoes what an unfinished run did.'),
    commands: ['apply', 'destroy'],
  },
  {
    ...plainFlag('operator-policy', 'Prints the least policy that whoever runs this needs.'),
    commands: ['plan'],
  },
  valueFlag(
    'definition',
    'FILE',
    'A synthesised template or a plan as JSON, read in place of iam/.',
  ),
  valueFlag('concurrency', 'N', 'Calls at once while reading, 1 to 50 (default 8).'),
  valueFlag('timeout', 'SECONDS', 'The most one call may take, with its retries (default 60).'),
  plainFlag('practice', 'Works on an embedded account: no credentials, no network.'),
  valueFlag('practice-file', 'FILE', 'The embedded account to work on (default: in .ecs-iam/).'),
  plainFlag('quiet', 'Says nothing but results and errors.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
  ...LAST_FLAGS,
];

/** The flags of one command. */
export function accountFlags(command: AccountCommand): readonly Flag[] {
  return FLAGS.filter(({ commands }) => commands === undefined || commands.includes(command));
}

/** The flags of plan, apply, validate and destroy as values. */
export interface AccountOptions {
  readonly environment: string | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly yes: boolean;
  readonly confirm: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
  /** Path of a template or plan to read the definition from. */
  readonly definition: string | undefined;
  readonly adopt: boolean;
  readonly prune: boolean;
  readonly rollback: boolean;
  readonly operatorPolicy: boolean;
  /** Calls at once. */
  readonly concurrency: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly practice: boolean;
  readonly practiceFile: string | undefined;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

/**
 * Reads the flags.
 *
 * @throws UserError `BadFlag` for each value out of its range.
 */
export function accountOptions(flags: FlagValues): AccountOptions {
  const text = (name: string) => flags[name]?.at(-1);
  const isSet = (name: string) => flags[name] !== undefined;
  const faults: UserError[] = [];
  const number = (name: string, range: { most: number; initial: number }) => {
    const value = text(name);
    if (value === undefined) return range.initial;
    if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > range.most) {
      faults.push(bad(name, value, `a whole number from 1 to ${range.most}`));
    }
    return Number(value);
  };
  const region = text('region');
  if (region !== undefined && partitionOfRegion(region) === undefined) {
    faults.push(bad('region', region, 'a Region code such as eu-west-1'));
  }
  const options: AccountOptions = {
    environment: text('environment'),
    profile: text('profile'),
    region,
    yes: isSet('yes'),
    confirm: text('confirm'),
    format: isSet('json') ? 'json' : ((text('format') ?? 'text') as Format),
    output: text('output'),
    definition: text('definition'),
    adopt: isSet('adopt'),
    prune: isSet('prune'),
    rollback: isSet('rollback'),
    operatorPolicy: isSet('operator-policy'),
    concurrency: number('concurrency', { most: 50, initial: 8 }),
    timeout: number('timeout', { most: 3600, initial: 60 }) * 1000,
    practice: isSet('practice') || isSet('practice-file'),
    practiceFile: text('practice-file'),
    quiet: isSet('quiet'),
    noColor: isSet('no-color'),
  };
  throwFaults(faults);
  return options;
}

function bad(name: string, value: string, takes: string): UserError {
  return new UserError('BadFlag', `--${name}: '${value}' is not ${takes}.`, '');
}
