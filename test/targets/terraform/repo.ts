import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import type { Service } from '../../../lib/service/types.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/terraform/render.ts';
import type { RootModule } from '../../../lib/targets/terraform/root-module.ts';
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

/** The rendered files of a model on disk, under a path with a space. */
export interface Repo {
  readonly folder: string;
  /** The folder of the root module. */
  readonly definitions: string;
  /** Runs one of `scripts/`. */
  readonly run: (script: string, ...words: readonly string[]) => Ended;
  /** Runs Terraform on the root module in a workspace; its output. Throws when it fails. */
  readonly terraform: (workspace: string, ...words: readonly string[]) => string;
  readonly remove: () => void;
}

/** Writes the roles' files; commands run with these environment variables and no terminal. */
export function writeRepo(service: Service, environment: NodeJS.ProcessEnv): Repo {
  const files = [...renderer.render(service), ...renderSharedScripts(service)];
  return repoOf([...files, lockFile(service, [])], environment, 'iam');
}

/** Writes files of which Terraform works on one root module. */
export function repoOf(
  files: readonly RenderedFile[],
  environment: NodeJS.ProcessEnv,
  module: RootModule['folder'],
): Repo {
  const folder = mkdtempSync(join(tmpdir(), 'a repo '));
  const env = { ...environment, ...terraformEnvironment() };
  putFiles(folder, files);
  const definitions = join(folder, module);
  return {
    folder,
    definitions,
    run: (script, ...words) => start(join(folder, 'scripts', script), words, env),
    terraform: (workspace, ...words) =>
      terraform(definitions, words, { ...env, TF_WORKSPACE: workspace }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Terraform's working folders, initialised once: the provider alone has hundreds of megabytes. */
export interface Providers {
  /** As `terraform init` in the repo. */
  readonly initialise: (repo: Repo) => void;
  /** The environment variables for Terraform to find them. */
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** Makes a folder of providers that the repos of a test file share. */
export function sharedProviders(): Providers {
  const folder = mkdtempSync(join(tmpdir(), 'terraform data '));
  const kept = join(folder, 'lock.hcl');
  return {
    initialise: (repo) => {
      const lock = join(repo.definitions, '.terraform.lock.hcl');
      if (existsSync(kept)) {
        copyFileSync(kept, lock);
        return;
      }
      repo.terraform('default', 'init', '-input=false');
      copyFileSync(lock, kept);
    },
    env: { TF_DATA_DIR: folder },
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
