import type { AccountCommand, AccountOptions } from '../account-flags.ts';
import type { Invocation } from '../invocation.ts';
import type { Interruptible } from './interruptible.ts';

/** What a run over the accounts of a fleet works with. */
export interface FleetRun {
  readonly command: AccountCommand;
  readonly options: AccountOptions;
  readonly invocation: Invocation;
  readonly stop: Interruptible;
  /** Names of environments, in the order of the manifest. */
  readonly environments: readonly string[];
}
