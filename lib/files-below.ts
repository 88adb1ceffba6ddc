import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that a tool or a package manager fills. */
const NOT_OURS = new Set(['node_modules', '.terraform', 'cdk.out', '.git']);

/**
 * The files of a repo below one of its folders, sorted: paths from the repo's own folder, with '/'. None
 * where the folder cannot be read; what tools fill is left out.
 */
export function filesBelow(root: string, folder = ''): readonly string[] {
  return pathsIn(root, folder).toSorted();
}

function pathsIn(root: string, folder: string): readonly string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsIn(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
