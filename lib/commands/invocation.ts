import type { CommandLine } from '../answers/command-line.ts';
import type { Ask } from '../answers/prompt.ts';
import type { WritePlan } from '../starter/write-plan.ts';
import type { CommandIo } from './run.ts';

/** What a shell, the program or Yeoman, hands to a command. */
export interface Invocation {
  readonly line: CommandLine;
  /** Where the user stands. */
  readonly from: string;
  readonly io: CommandIo;
  /** Asks what takes more than a line of text. */
  readonly ask: Ask;
  /** Asks about each conflict of a plan. */
  readonly askConflicts: (plan: WritePlan) => Promise<WritePlan>;
}
