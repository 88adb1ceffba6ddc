import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedFile } from '../targets/types.ts';
import { isAbandoned, temporaryName } from './disk.ts';
import { checkPath, contentHash, MARKER, withWrittenFiles } from './marker.ts';
import { cannotWrite } from './write.ts';

/**
 * Writes a repo into a folder that does not exist yet: beside its place, then renamed into it, so that
 * it is there whole or not at all. Gives the text of its marker.
 *
 * @throws UserError `CannotWrite`.
 */
export function writeNewFolder(folder: string, files: readonly RenderedFile[]): string {
  // Threads of one process write side by side.
  const beside = join(dirname(folder), temporaryName());
  const hashes: Record<string, string> = {};
  const made = new Set<string>();
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(beside);
    for (const { path, contents, executable, once, block } of files) {
      checkPath(path, 'The generator');
      const place = join(beside, path);
      const above = dirname(place);
      if (!made.has(above)) mkdirSync(above, { recursive: true });
      made.add(above);
      writeFileSync(place, contents, { mode: executable ? 0o755 : 0o644, flag: 'wx' });
      if (!(once ?? block)) hashes[path] = contentHash(contents);
    }
    const marker = withWrittenFiles(undefined, hashes);
    writeFileSync(join(beside, MARKER), marker, { flag: 'wx' });
    renameSync(beside, folder);
    return marker;
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw cannotWrite(folder, error);
  }
}

/** Removes the folders that killed runs left beside the places of repos. */
export function clearAbandoned(folders: readonly string[]): void {
  for (const above of new Set(folders.map((folder) => dirname(folder)))) {
    for (const name of namesIn(above)) {
      if (isAbandoned(name)) rmSync(join(above, name), { recursive: true, force: true });
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
