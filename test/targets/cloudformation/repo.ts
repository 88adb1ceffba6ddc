import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../../lib/service/types.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderPipelineFiles } from '../../../lib/starter/pipeline-files.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { putFiles } from '../../support/put-files.ts';

/** What a script said and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The rendered files of a model on disk, under a path with a space. */
export interface Repo {
  readonly folder: string;
  readonly run: (
    script: string,
    words: readonly string[],
    environment?: NodeJS.ProcessEnv,
  ) => Ended;
  readonly remove: () => void;
}

/** Writes the files; the scripts run with these environment variables and no terminal. */
export function writeRepo(service: Service, environment: NodeJS.ProcessEnv): Repo {
  const folder = mkdtempSync(join(tmpdir(), 'a repo '));
  putFiles(folder, [
    ...renderer.render(service),
    ...renderSharedScripts(),
    ...renderPipelineFiles(service),
    lockFile(service, []),
  ]);
  return {
    folder,
    run: (script, words, more = {}) =>
      spawnSync(join(folder, 'scripts', script), words, {
        env: { ...environment, ...more },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
