import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';

/** The nearest folder, from here upwards, that is a generated repo. */
export function repoAbove(from: string): string | undefined {
  let folder = resolve(from);
  while (!existsSync(join(folder, ANSWERS_FILE))) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}
