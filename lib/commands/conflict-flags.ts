import { type FlagValues, isOn } from '../answers/command-line.ts';
import type { OnConflict } from '../starter/write-plan.ts';

const CONFLICT_CHOICES: readonly OnConflict[] = ['abort', 'skip', 'overwrite'];

/** What the flags say of files that were edited; undefined where they say nothing. */
export function onConflict(flags: FlagValues): OnConflict | undefined {
  if (isOn(flags, 'force')) return 'overwrite';
  return CONFLICT_CHOICES.find((one) => one === flags['on-conflict']?.[0]);
}
