import type { RenderedFile } from './types.ts';

/** Orders files by path, the same on every machine. */
export function byPath(a: RenderedFile, b: RenderedFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
