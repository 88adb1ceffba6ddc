import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { putFiles } from '../../support/put-files.ts';

const FLAGS = [
  ...['format', '--indent-style=space', '--line-width=100'],
  ...['--javascript-formatter-quote-style=single', '--vcs-enabled=false'],
];

/** What a formatter of the language would change in the TypeScript among some files; '' for nothing. */
export function misformatted(files: readonly RenderedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-'));
  try {
    putFiles(
      folder,
      files.filter(({ path }) => path.endsWith('.ts')),
    );
    const { status, stdout, stderr } = spawnSync(
      resolve('node_modules/.bin/biome'),
      [...FLAGS, '.'],
      { cwd: folder, encoding: 'utf8' },
    );
    return status === 0 ? '' : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
