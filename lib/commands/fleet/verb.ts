import type { Flag } from '../../answers/command-line.ts';
import type { Invocation } from '../invocation.ts';

/** One thing that `fleet` does. Its work is loaded when it runs. */
export interface FleetVerb {
  readonly name: string;
  /** The flags that it takes, besides those of every verb. */
  readonly flags: readonly Flag[];
  /** What the words after it are; absent: it takes none. */
  readonly words?: string;
  /** Gives the exit code. `file` is the manifest as the user names it; `words` are those after the verb. */
  readonly run: (invocation: Invocation, file: string, words: readonly string[]) => Promise<number>;
}
