import type { FlagValues } from '../answers/command-line.ts';
import { throwFaults, UserError } from '../errors.ts';
import { partitionOfRegion } from '../iam/partitions.ts';
import type { Format } from '../report/types.ts';

/** What the flags of plan, apply, validate and destroy say. */
export interface AccountOptions {
  readonly environment: string | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly yes: boolean;
  readonly confirm: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
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
