import { EXIT } from '../exit.ts';
import type { CommandIo } from '../run.ts';

/** A run that Ctrl-C stops between two calls; a second one ends it at once. */
export interface Interruptible {
  readonly isStopped: () => boolean;
  /** For what works on one service: it hears of Ctrl-C, and says nothing by itself. */
  readonly quietIo: CommandIo;
  readonly end: () => void;
}

/** Milliseconds within which a second Ctrl-C is a repetition of the first. */
const SAME_KEY = 1_000;

/** Begins to listen for Ctrl-C; `what` is under way then. */
export function interruptible(io: CommandIo, what: 'calls' | 'services'): Interruptible {
  const listeners = new Set<() => void>();
  let stoppedAt: number | undefined;
  const off = io.onInterrupt(() => {
    if (stoppedAt === undefined) {
      stoppedAt = Date.now();
      io.err(`\nStopping after the ${what} under way…\n`);
      for (const listener of listeners) listener();
      return;
    }
    // npx forwards a Ctrl-C that the terminal has sent already.
    if (Date.now() - stoppedAt >= SAME_KEY) process.exit(EXIT.interrupted);
  });
  return {
    isStopped: () => stoppedAt !== undefined,
    quietIo: {
      ...io,
      out: () => {},
      err: () => {},
      isTerminal: false,
      onInterrupt: (listener) => {
        if (stoppedAt !== undefined) listener();
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    end: off,
  };
}
