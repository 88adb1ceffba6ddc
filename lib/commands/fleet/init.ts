import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { FLEET_SCHEMA_FILE, fleetSchema } from '../../fleet/schema.ts';
import { manifestSkeleton } from '../../fleet/skeleton.ts';
import { printMembers } from '../../json.ts';
import { EXIT } from '../exit.ts';
import type { Invocation } from '../invocation.ts';
import { writeNamed } from './write-report.ts';

/** Writes a manifest to begin with. Gives the exit code. @throws UserError `FileExists`, `CannotWrite`. */
export async function initFleet({ from, io }: Invocation, file: string): Promise<number> {
  const path = resolve(from, file);
  if (existsSync(path)) {
    const hint = 'Edit it, or name another with --file.';
    throw new UserError('FileExists', `'${file}' is there already; nothing was written.`, hint);
  }
  writeNamed(path, file, manifestSkeleton());
  writeSchema(path);
  io.out(`Wrote ${file}, and ${FLEET_SCHEMA_FILE} beside it for your editor.\n`);
  io.err('Next: edit it, then ecs-iam fleet new --dry-run and ecs-iam fleet new.\n');
  return EXIT.done;
}

/** Writes the schema beside a manifest, by which editors complete it. */
export function writeSchema(manifest: string): void {
  writeFileSync(join(dirname(manifest), FLEET_SCHEMA_FILE), printMembers(fleetSchema()));
}
