import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import type { Fleet } from './open-fleet.ts';

/** Folders with a repo that stand beside those of services and are of none, from the manifest's folder. */
export function strayRepos({
  root,
  services,
}: Pick<Fleet, 'root' | 'services'>): readonly string[] {
  const own = new Set(services.map(({ folder }) => folder));
  const parents = [...new Set(services.map(({ folder }) => dirname(folder)))];
  return parents.flatMap((parent) =>
    namesIn(join(root, parent))
      .map((name) => (parent === '.' ? name : `${parent}/${name}`))
      .filter((folder) => !own.has(folder) && existsSync(join(root, folder, ANSWERS_FILE)))
      .toSorted(),
  );
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map(({ name }) => name)
    : [];
}
