import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedFile } from '../../lib/targets/types.ts';

/** Puts rendered files into an empty folder, as they are. */
export function putFiles(folder: string, files: readonly RenderedFile[]): void {
  for (const { path, contents, executable } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
    if (executable) chmodSync(file, 0o755);
  }
}
