/** Columns of a printed page: it may go into a file, so it does not follow the terminal. */
export const PAGE_WIDTH = 100;

/** Columns of the terminal; of a page where there is none. */
export function screenWidth(): number {
  return process.stdout.columns ?? process.stderr.columns ?? PAGE_WIDTH;
}
