import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** A git work tree, and a folder in it. */
export interface GitFolder {
  /** The top of the work tree. Absolute, links resolved. */
  readonly root: string;
  /** The path of the folder from there, '/' between segments; '' for the top itself. */
  readonly path: string;
}

/**
 * Finds the git work tree around a folder, which need not exist yet: the nearest one above that has
 * `.git`, a folder or (in a worktree or submodule) a file. Undefined where there is none.
 */
export function gitAround(folder: string): GitFolder | undefined {
  const real = realPlace(folder);
  for (let above = real; ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) {
      return { root: above, path: relative(above, real).split(sep).join('/').normalize('NFC') };
    }
    if (dirname(above) === above) return undefined;
  }
}

/** The folder with its links resolved, as far as it exists. */
function realPlace(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return dirname(folder) === folder ? folder : join(realPlace(dirname(folder)), basename(folder));
  }
}
