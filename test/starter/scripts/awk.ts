import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { templatesFolder } from '../../../lib/templates.ts';

/** Runs awk programs of scripts/lib over a text, as the scripts do. */
export function runAwk(
  programs: readonly string[],
  input: string,
  { drop = '', names = '', env = {} }: { drop?: string; names?: string; env?: object } = {},
): string {
  const files = programs.flatMap((name) => [
    '-f',
    join(templatesFolder, 'starter/scripts/lib', name),
  ]);
  const variables = ['-v', `drop=${drop}`, '-v', `names=${names}`];
  const { status, stdout, stderr } = spawnSync('awk', [...variables, ...files], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
