import { screenWidth } from '../page-width.ts';
import type { CommandIo } from '../run.ts';

/** Milliseconds between two pictures of the bar. */
const EVERY = 100;
const WIDTH = 24;

/** A bar that a person sees move; nothing where nobody looks. */
export function progressBar(io: CommandIo, total: number, quiet: boolean) {
  let done = 0;
  let drawn = 0;
  const isShown = (io.isWatched ?? io.isTerminal) && !quiet && total > 1;
  return {
    isShown,
    step: (name: string): void => {
      done += 1;
      const now = Date.now();
      if (!isShown || (now - drawn < EVERY && done < total)) return;
      drawn = now;
      const full = Math.floor((done / total) * WIDTH);
      const bar = `${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}`;
      // A line that wraps could not be written over.
      const line = `[${bar}] ${done}/${total}  ${name}`.slice(0, screenWidth() - 1);
      io.err(`\r\u001b[K${line}`);
    },
    end: (): void => {
      if (isShown) io.err('\r\u001b[K');
    },
  };
}
