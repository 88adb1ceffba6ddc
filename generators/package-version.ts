import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of this package, from its package.json. */
export function packageVersion(folder = dirname(fileURLToPath(import.meta.url))): string {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return packageVersion(dirname(folder));
  const { version } = JSON.parse(readFileSync(path, 'utf8'));
  return String(version);
}
