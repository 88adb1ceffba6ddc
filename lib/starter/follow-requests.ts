import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Definition } from '../iam/definition.ts';
import type { Service } from '../service/types.ts';
import { followDefinitions } from '../validation/follow-definitions.ts';
import { printRequests, REQUESTS_FILE } from '../validation/render.ts';
import {
  contentHash,
  inLineEndingsOf,
  MARKER,
  readWrittenFiles,
  withWrittenFiles,
} from './marker.ts';

/**
 * Brings the requests of tests/permissions.json to what the repo in a folder defines. A file that the
 * user edited or deleted stays so; gives true for an edited one.
 *
 * @throws UserError `MarkerBroken`, `PathLeavesFolder`.
 */
export function followRequests(
  root: string,
  service: Service,
  definitions: readonly Definition[],
): boolean {
  const file = join(root, REQUESTS_FILE);
  const before = textOf(file);
  if (before === undefined) return false;
  const after = printRequests(followDefinitions(service, definitions));
  if (contentHash(before) === contentHash(after)) return false;
  const marker = textOf(join(root, MARKER));
  const written = readWrittenFiles(marker);
  if (written[REQUESTS_FILE] !== contentHash(before)) return true;
  writeFileSync(file, inLineEndingsOf(before, after));
  const hashes = { ...written, [REQUESTS_FILE]: contentHash(after) };
  writeFileSync(join(root, MARKER), inLineEndingsOf(marker, withWrittenFiles(marker, hashes)));
  return false;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
