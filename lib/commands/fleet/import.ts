import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { importFleet } from '../../fleet/import-fleet.ts';
import { readManifest } from '../../fleet/manifest.ts';
import { randomId } from '../../fleet/open-fleet.ts';
import { count } from '../../fleet/report.ts';
import { FLEET_SCHEMA_FILE } from '../../fleet/schema.ts';
import { EXIT } from '../exit.ts';
import type { Invocation } from '../invocation.ts';
import { writeSchema } from './init.ts';
import { writeNamed } from './write-report.ts';

/**
 * Writes a manifest of repos that exist, or adds them to the one that is there. Gives the exit code.
 *
 * @throws UserError `UnknownWord` where no folder is named; what importFleet throws.
 */
export async function importRepos(
  { from, io }: Invocation,
  file: string,
  words: readonly string[],
): Promise<number> {
  if (words.length === 0) {
    const hint = 'Write ecs-iam fleet import DIR…, with the folders of the repos.';
    throw new UserError('UnknownWord', 'No folder is named to import.', hint);
  }
  const path = resolve(from, file);
  const name = basename(path);
  const isNew = !existsSync(path);
  const { text, added } = importFleet(
    dirname(path),
    words.map((word) => resolve(from, word)),
    { id: randomId(), manifest: isNew ? undefined : { name, text: readFileSync(path, 'utf8') } },
  );
  readManifest({ name, text });
  writeNamed(path, file, text);
  writeSchema(path);
  io.out(`${isNew ? 'Wrote' : 'Added to'} ${file}: ${count(added.length, 'service')}.\n`);
  if (isNew) io.err(`${FLEET_SCHEMA_FILE} is beside it for your editor.\n`);
  io.err('Next: ecs-iam fleet new --dry-run says what the manifest would change in these repos.\n');
  return EXIT.done;
}
