import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder of this repo, with `/` between the names, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .sort();
}

/** Every TypeScript file below a folder of this repo. */
export function typescriptFiles(folder: string): readonly string[] {
  return filesBelow(folder).filter((file) => file.endsWith('.ts'));
}
