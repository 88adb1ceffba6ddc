import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { UserError } from '../../../errors.ts';
import { recordOf } from '../../../iam/equality.ts';
import type { PlaceholderValues } from '../../../iam/placeholders.ts';
import type { SourceFile } from '../../source.ts';
import { unreadableAt } from '../../source.ts';
import type { ReadRequest } from '../../types.ts';
import { type ModuleFolder, moduleFolders, withoutKeys } from './blocks.ts';
import {
  type StandIns,
  standIns,
  testFile,
  tokenOf,
  withKeys,
  writtenAddresses,
} from './overrides.ts';
import { mapTexts, type Resource, resourcesIn, textIn } from './resources.ts';
import { type Diagnostic, runTerraform } from './terraform.ts';
import { valueOutputs, valuesIn } from './written-values.ts';

/** What a root module defines, and the modules that it consists of. */
export interface ReadRoot {
  readonly resources: readonly Resource[];
  readonly modules: readonly ModuleFolder[];
  /** The names as the root gives them to its module, or as they follow there. */
  readonly values: PlaceholderValues;
}

/** Rounds in which Terraform may name keys of `for_each` that no file shows. */
const ROUNDS = 4;

/**
 * Reads what a root module defines without an account: Terraform applies a copy of it in which every
 * resource is overridden.
 *
 * @throws UserError `UnreadableDefinition` with file and line, `TerraformMissing`.
 */
export async function readRoot(folder: string, request: ReadRequest): Promise<ReadRoot> {
  const modules = moduleFolders(request.files, folder);
  const facts = standIns(request.environment.values, request.files);
  const copy = await mkdtemp(join(tmpdir(), 'ecs-iam-read-'));
  try {
    const root = join(copy, folder);
    await writeCopy(copy, folder, {
      ...request,
      files: [...request.files, ...valueOutputs(modules)],
    });
    const started = await runTerraform(root, initWords(request.root, folder), {});
    if (started.errors[0]) throw faultOf(started.errors[0], folder);
    if (!existsSync(join(root, '.terraform/providers'))) throw notInitialised(folder, started.text);
    return { ...(await applied(root, { folder, modules, facts })), modules };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const NAME = 'ecs_iam_reader';

async function writeCopy(copy: string, folder: string, { root, files }: ReadRequest) {
  const isOwn = ({ path }: SourceFile) => posix.dirname(path) === folder;
  const provider = /^\s*provider\s+"aws"\s*\{/m;
  const hasProvider = files.some((file) => isOwn(file) && provider.test(file.contents));
  // An override file leaves the rest of a block as it is, such as the tags for everything.
  const where = hasProvider ? `${folder}/${NAME}_override.tf` : `${folder}/${NAME}_provider.tf`;
  const written = [
    ...files,
    { path: where, contents: PROVIDER },
    { path: `${folder}/${NAME}.tf`, contents: `data "aws_default_tags" "${NAME}" {}\n` },
  ];
  for (const { path, contents } of written) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), contents);
  }
  const lock = join(root, folder, '.terraform.lock.hcl');
  if (existsSync(lock)) await copyFile(lock, join(copy, folder, '.terraform.lock.hcl'));
}

/** Nothing listens there: whatever would be asked of an account fails at once. */
const NOWHERE = 'http://127.0.0.1:9';
const PROVIDER = `provider "aws" {
  access_key                  = "reader"
  secret_key                  = "reader"
  profile                     = null
  allowed_account_ids         = null
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  max_retries                 = 1

  endpoints {
${['sts', 'iam', 'ecr', 'logs', 'ssm', 's3'].map((name) => `    ${name} = "${NOWHERE}"\n`).join('')}  }
}
`;

/** Providers that are there already are taken from the repo. */
function initWords(repo: string, folder: string): readonly string[] {
  const providers = join(repo, folder, '.terraform/providers');
  return [
    'init',
    '-json',
    '-backend=false',
    '-input=false',
    ...(existsSync(providers) ? [`-plugin-dir=${providers}`] : []),
  ];
}

interface Reading {
  readonly folder: string;
  readonly modules: readonly ModuleFolder[];
  readonly facts: StandIns;
}

async function applied(root: string, { folder, modules, facts }: Reading) {
  let addresses = writtenAddresses(modules);
  for (let round = 1; ; round += 1) {
    await writeFile(join(root, `${NAME}.tftest.hcl`), testFile(addresses, facts));
    const { state, errors, text } = await runTerraform(
      root,
      ['test', '-json', '-verbose', `-filter=${NAME}.tftest.hcl`],
      { AWS_REGION: facts.region, AWS_EC2_METADATA_DISABLED: 'true' },
    );
    const resources = state === undefined ? [] : resourcesIn(recordOf(state).root_module);
    const named = state === undefined ? errors.flatMap(keysNamed) : sharedTokens(resources);
    const more = withKeys(addresses, named);
    if (state !== undefined && more.length === addresses.length) {
      const { outputs } = recordOf(state);
      return { resources: resolved(resources, addresses, facts), values: valuesIn(outputs) };
    }
    if (more.length === addresses.length || round === ROUNDS) {
      const [error] = errors;
      throw error === undefined ? notInitialised(folder, text) : faultOf(error, folder);
    }
    addresses = more;
  }
}

function keysNamed({ address }: Diagnostic): readonly string[] {
  return address?.includes('[') ? [address] : [];
}

/** Instances of one resource under `for_each`, which so far share one token. */
function sharedTokens(resources: readonly Resource[]): readonly string[] {
  const roles = resources.filter(
    ({ mode, type }) => mode === 'managed' && /^aws_iam_(role|policy)$/.test(type),
  );
  return roles
    .filter(({ address }) => {
      const alike = roles.filter((one) => withoutKeys(one.address) === withoutKeys(address));
      return alike.length > 1 && address.endsWith(']');
    })
    .map(({ address }) => address);
}

/** Puts the ARNs of roles and policies in the place of what stood in for them. */
function resolved(
  resources: readonly Resource[],
  addresses: readonly string[],
  facts: StandIns,
): readonly Resource[] {
  const partition = facts.partition ?? partitionIn(resources);
  const tokens = resources.flatMap((resource) => {
    const kind = { aws_iam_role: 'role', aws_iam_policy: 'policy' }[resource.type];
    const index = addresses.includes(resource.address)
      ? addresses.indexOf(resource.address)
      : addresses.indexOf(resource.address.replace(/\[[^\]]*\]$/, ''));
    if (kind === undefined || resource.mode !== 'managed' || index < 0) return [];
    const token = tokenOf(index, facts);
    const name = textIn(resource, 'name', '');
    const path = textIn(resource, 'path', '/');
    const arn = `arn:${partition}:iam::${facts.account}:${kind}${path}${name}`;
    return [
      [`arn:aws:iam::000000000000:${kind}/${token}`, arn],
      [token, name],
    ] as const;
  });
  const replacements = [...tokens, ...facts.placeholders];
  return mapTexts(resources, (text) =>
    replacements.reduce((done, [from, to]) => done.replaceAll(from, to), text),
  );
}

function partitionIn(resources: readonly Resource[]): string {
  const found = resources.find(({ type }) => type === 'aws_partition');
  return found === undefined ? 'aws' : textIn(found, 'partition', 'aws');
}

const ONLY_AN_ACCOUNT =
  /127\.0\.0\.1:9|api error|operation error|no valid credential|request send failed/i;

/** A fault that Terraform found, by the file as the repo has it. */
function faultOf({ summary, detail = '', range }: Diagnostic, folder: string): UserError {
  const path = range === undefined ? folder : posix.normalize(posix.join(folder, range.filename));
  const [said = ''] = detail.split('\n');
  if (ONLY_AN_ACCOUNT.test(`${summary} ${detail}`)) {
    return unreadableAt(path, range?.start.line, [
      `${summary.split(':')[0]}: only an account knows this.`,
      `Make a plan with credentials (terraform -chdir=${folder} plan -out=plan), print it (terraform -chdir=${folder} show -json plan > plan.json) and give it with --definition plan.json.`,
    ]);
  }
  return unreadableAt(path, range?.start.line, [
    said === '' ? `${summary}.` : `${summary}. ${said}`,
    'Mend the file, then run the command again.',
  ]);
}

function notInitialised(folder: string, text: string): UserError {
  const [said = ''] = text.split('\n').filter((line) => /\w/.test(line));
  return new UserError(
    'UnreadableDefinition',
    `Terraform cannot read ${folder}: ${said.replace(/[│╷╵]/g, '').trim()}`,
    `Run terraform -chdir=${folder} init, then run the command again.`,
  );
}
