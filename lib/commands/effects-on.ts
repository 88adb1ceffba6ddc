import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definitionOf } from '../definition/definition-of.ts';
import { LOCK_FILE, parseLock } from '../definition/lock.ts';
import { definitionEffects, type RoleEffect } from '../report/definition-effects.ts';
import type { Service } from '../service/types.ts';

/** What a service would grant and take for each role of the repo in a folder; none without a repo. */
export async function effectsOn(
  folder: string,
  { model, environments }: Service,
): Promise<readonly RoleEffect[]> {
  const text = await readFile(join(folder, LOCK_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const after = environments.map((one) => definitionOf(model, one));
  return definitionEffects(parseLock(text).definitions, after);
}
