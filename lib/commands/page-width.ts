/** Columns of a printed page: it may go into a file, so it does not follow the terminal. */
export const PAGE_WIDTH = 100;
