import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { putFiles } from './put-files.ts';

/** What a script said, how it ended, and the aws calls it made that change something. */
export interface ScriptRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** One line a call: its words without `aws`. */
  readonly writes: readonly string[];
}

/** A generated repo on disk, under a path with a space. */
export interface ScriptRepo {
  readonly folder: string;
  /** Puts the files of other answers in place of those that stand there. */
  readonly replace: (files: readonly RenderedFile[]) => void;
  readonly run: (script: string, ...words: readonly string[]) => ScriptRun;
  readonly remove: () => void;
}

/** The bash that runs the scripts: another version can be named to try it. */
export const BASH = process.env.ECS_IAM_TEST_BASH ?? 'bash';

const READS = /^(sts|configure|\S+ (get|list|describe|wait|head|batch-get)\b)/;

/**
 * Writes a repo whose scripts run with these environment variables and no terminal. `aws` is the
 * real one, watched; or `fake`, the body of a bash script that plays it.
 */
export function scriptRepo(
  files: readonly RenderedFile[],
  environment: NodeJS.ProcessEnv,
  fake?: string,
): ScriptRepo {
  const top = mkdtempSync(join(tmpdir(), 'a repo '));
  const folder = join(top, "it's here");
  const log = join(top, 'calls');
  mkdirSync(join(top, 'bin'));
  const body = fake ?? `PATH="$PATH_OF_AWS" exec aws "$@"`;
  const watched = `#!/usr/bin/env bash\nprintf '%s\\n' "\${*//$'\\n'/ }" >>"$AWS_CALLS"\n${body}\n`;
  writeFileSync(join(top, 'bin/aws'), watched, { mode: 0o755 });
  putFiles(folder, files);
  const path = environment.PATH ?? process.env.PATH ?? '';
  const env = {
    ...environment,
    AWS_CALLS: log,
    PATH_OF_AWS: path,
    PATH: `${join(top, 'bin')}:${path}`,
    RETRY_SECONDS: '0',
  };
  return {
    folder,
    replace: (others) => {
      rmSync(folder, { recursive: true });
      putFiles(folder, others);
    },
    run: (script, ...words) => {
      writeFileSync(log, '');
      const { status, stdout, stderr } = spawnSync(
        BASH,
        [join(folder, 'scripts', script), ...words],
        { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      const calls = readFileSync(log, 'utf8').split('\n');
      return {
        status,
        stdout,
        stderr,
        writes: calls.filter((call) => call !== '' && !READS.test(call)),
      };
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}
