import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWith, describeWithout, type Tool, toolRuns } from './tools.ts';

const HOW_TO_GET_MIRROR =
  'run `terraform providers mirror DIR` where hashicorp/aws is required, then set TF_PLUGIN_MIRROR=DIR';
const AWS_PROVIDER = 'registry.terraform.io/hashicorp/aws';

let found: Readonly<Record<string, string>> | 'missing' | undefined;

/**
 * The environment variables with which `terraform init` takes its providers from a folder of this
 * machine, so that tests need no network: the folder that TF_PLUGIN_MIRROR names, or one found near
 * the root of the file system. Undefined where there is none.
 */
export function terraformEnvironment(): Readonly<Record<string, string>> | undefined {
  found ??= findEnvironment() ?? 'missing';
  return found === 'missing' ? undefined : found;
}

/** As describeWith, for tests that need Terraform with its AWS provider. */
export function describeWithTerraform(
  others: readonly Tool[],
  name: string,
  body: () => void,
): void {
  if (toolRuns('terraform') && terraformEnvironment() === undefined) {
    describeWithout(name, `there is no mirror of Terraform's AWS provider (${HOW_TO_GET_MIRROR})`);
    return;
  }
  describeWith(['terraform', ...others], name, body);
}

function findEnvironment(): Readonly<Record<string, string>> | undefined {
  const mirror = process.env.TF_PLUGIN_MIRROR ?? findMirror();
  if (mirror === undefined || !existsSync(join(mirror, AWS_PROVIDER))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const configuration = join(folder, 'terraform.rc');
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return {
    TF_CLI_CONFIG_FILE: configuration,
    CHECKPOINT_DISABLE: '1',
    ...(isPacked(mirror) && { TF_PLUGIN_CACHE_DIR: mkdtempSync(join(folder, 'cache-')) }),
  };
}

/** An unpacked mirror is linked to; a packed one would be unpacked by each `terraform init`. */
function isPacked(mirror: string): boolean {
  return readdirSync(join(mirror, AWS_PROVIDER)).some((name) => name.endsWith('.zip'));
}

/** Not below the folder for temporary files: what Terraform unpacks there goes with its test. */
function findMirror(): string | undefined {
  const skipped = ['(', '-path', '/proc', '-o', '-path', tmpdir(), ')', '-prune'];
  const wanted = ['-o', '-name', 'registry.terraform.io', '-print'];
  const { stdout } = spawnSync('find', ['/', '-maxdepth', '4', ...skipped, ...wanted], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const folder = (stdout ?? '').split('\n').find((path) => path.endsWith('/registry.terraform.io'));
  return folder === undefined ? undefined : dirname(folder);
}
