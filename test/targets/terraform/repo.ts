import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import type { Service } from '../../../lib/service/types.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/terraform/render.ts';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { MOTO_ACCOUNT, MOTO_REGION } from '../../support/moto.ts';
import { putFiles } from '../../support/put-files.ts';
import { terraformEnvironment } from '../../support/terraform.ts';

/** Where the emulator's account is. */
export const FACTS: AccountFacts = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};

/** What a command said and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The rendered files of a service on disk, under a path with a space. */
export interface Repo {
  readonly folder: string;
  /** Runs one of `scripts/`. */
  readonly run: (script: string, ...words: readonly string[]) => Ended;
  /** Runs Terraform in one of the repo's folders; its output. Throws when it fails. */
  readonly terraform: (root: string, ...words: readonly string[]) => string;
  readonly remove: () => void;
}

/** Writes the roles' files; commands run with these environment variables and no terminal. */
export function writeRepo(service: Service, environment: NodeJS.ProcessEnv): Repo {
  const files = [...renderer.render(service), ...renderSharedScripts()];
  return repoOf([...files, lockFile(service, [])], environment);
}

/** Writes files among which Terraform works. */
export function repoOf(files: readonly RenderedFile[], environment: NodeJS.ProcessEnv): Repo {
  const folder = mkdtempSync(join(tmpdir(), 'a repo '));
  const env = { ...environment, ...terraformEnvironment() };
  putFiles(folder, files);
  return {
    folder,
    run: (script, ...words) => start(join(folder, 'scripts', script), words, env),
    terraform: (root, ...words) => terraform(join(folder, root), words, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function terraform(folder: string, words: readonly string[], env: NodeJS.ProcessEnv): string {
  const ended = start('terraform', [`-chdir=${folder}`, ...words], env);
  if (ended.status === 0) return ended.stdout;
  throw new Error(`terraform ${words.join(' ')}:\n${ended.stdout}${ended.stderr}`);
}

function start(command: string, words: readonly string[], env: NodeJS.ProcessEnv): Ended {
  return spawnSync(command, words, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
