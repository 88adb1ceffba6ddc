import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccountFacts, fillModel } from '../../lib/iam/fill.ts';
import type { Environment, Model } from '../../lib/iam/model.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import type { TargetId } from '../../lib/targets/ids.ts';
import { type AccountRole, expectedRoles, readRoles } from '../support/account.ts';
import { cdkModules, linkCdkModules } from '../support/cdk-app.ts';
import { IN_FULL } from '../support/in-full.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../support/moto.ts';
import { putFiles } from '../support/put-files.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import { describeWith, describeWithout, toolRuns } from '../support/tools.ts';
import { PARITY_CASES, type ParityCase } from './cases.ts';

const FACTS: AccountFacts = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};
const MINUTES = 60_000;

const cases = IN_FULL ? PARITY_CASES : PARITY_CASES.slice(0, 1);

/** A target's own scripts with the real tool, or the direct apply of the built program. */
export type Way = TargetId | 'apply';

/** The commands of a plain tool, in the README's order, each as its words; they run in the repo. */
export interface PlainCommands {
  readonly deploy: (service: Service, environment: string) => readonly (readonly string[])[];
  readonly destroy: (service: Service, environment: string) => readonly (readonly string[])[];
}

/** Apply reads the answers alone; whichever target the repo has is the same to it. */
function targetOf(way: Way): TargetId {
  return way === 'apply' ? 'cli' : way;
}

/**
 * Tests that a target's own scripts, run with the real tool against the emulator, leave what the
 * model says: deployed twice, then destroyed. The first case alone, unless everything is run. With
 * `plain` these commands stand in for the scripts.
 */
export function testParity(way: Way, plain?: PlainCommands): void {
  const id = targetOf(way);
  const named = plain === undefined ? way : `the plain tool of ${way}`;
  describeTarget(id, `${named} leaves what the model says`, () => {
    let moto: Moto;
    beforeAll(async () => {
      moto = await startMoto();
    }, 2 * MINUTES);
    afterEach(() => moto.reset());
    afterAll(() => moto.stop());

    test.each(cases.filter((one) => runsOnEmulator(id, one)))(
      '$name',
      async ({ answers }) => {
        const folder = mkdtempSync(join(tmpdir(), 'parity '));
        try {
          const service = buildService({ ...answers, target: id });
          putFiles(folder, await renderStarter(service));
          if (id === 'cdk') linkCdkModules(join(folder, 'iam'));
          await holdsAfterDeploying(folder, service, moto, { way, plain });
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      20 * MINUTES,
    );
  });
}

function describeTarget(target: TargetId, name: string, body: () => void): void {
  if (target === 'terraform') describeWithTerraform(['moto_server', 'aws'], name, body);
  else if (target === 'cdk' && toolRuns('moto_server') && cdkModules() === undefined)
    describeWithout(name, 'the npm registry does not answer');
  else describeWith(['moto_server', 'aws'], name, body);
}

/** What deploys a repo and destroys what it made. */
interface By {
  readonly way: Way;
  readonly plain: PlainCommands | undefined;
}

/** Deploys every environment, twice, and destroys them again. */
async function holdsAfterDeploying(folder: string, service: Service, moto: Moto, by: By) {
  const target = targetOf(by.way);
  const wanted = inAccount(service.model, service.environments, target);
  const act = (verb: 'deploy' | 'destroy', name: string) => {
    if (by.plain === undefined) ({ deploy, destroy })[verb](folder, moto, by.way, name);
    // In the repo, as the README has them.
    const inRepo = ['-c', 'cd "$0" && exec "$@"', folder];
    for (const words of by.plain?.[verb](service, name) ?? [])
      run(moto, 'bash', [...inRepo, ...words]);
  };
  for (const { name } of service.environments) act('deploy', name);
  expect(await found(moto, target)).toEqual(wanted);
  const [first] = service.environments;
  if (first === undefined) throw new Error('No environment.');
  act('deploy', first.name);
  expect(await found(moto, target)).toEqual(wanted);
  for (const { name } of service.environments) act('destroy', name);
  expect(await found(moto, target)).toEqual([]);
}

function deploy(folder: string, moto: Moto, way: Way, environment: string): void {
  if (way === 'apply') program(folder, moto, 'apply', environment, '--yes');
  else script(folder, moto, 'deploy-iam.sh', environment);
}

function destroy(folder: string, moto: Moto, way: Way, environment: string): void {
  if (way === 'apply') program(folder, moto, 'destroy', environment, '--confirm', environment);
  else script(folder, moto, 'destroy-iam.sh', environment, '--confirm', environment);
}

function program(
  folder: string,
  moto: Moto,
  command: string,
  environment: string,
  ...flags: readonly string[]
): void {
  const words = [command, folder, '--environment', environment, ...flags];
  run(moto, process.execPath, [join('dist', 'generators', 'bin.js'), ...words]);
}

function script(folder: string, moto: Moto, name: string, ...words: readonly string[]): void {
  run(moto, 'bash', [join(folder, 'scripts', name), ...words]);
}

function inAccount(
  model: Model,
  environments: readonly Environment[],
  target: TargetId,
): readonly AccountRole[] {
  return environments
    .flatMap((environment) => expectedRoles(fillModel(model, environment, FACTS), FACTS))
    .map((role) => asEmulated(role, target))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function found(moto: Moto, target: TargetId): Promise<readonly AccountRole[]> {
  return (await readRoles(moto.url)).map((role) => asEmulated(role, target));
}

/** Attachments in stacks are dropped by the emulator (emulator-gaps.test.ts): compared elsewhere. */
function asEmulated(role: AccountRole, target: TargetId): AccountRole {
  return inStack(target) ? { ...role, attached: {} } : role;
}

/** A stack with a managed policy on its role can be made on the emulator, but not deleted. */
function runsOnEmulator(target: TargetId, { answers }: ParityCase): boolean {
  if (!inStack(target)) return true;
  const own = buildService(answers).model.roles.some((role) => role.managedPolicies.length > 0);
  return !own;
}

function inStack(target: TargetId): boolean {
  return target === 'cloudformation' || target === 'cdk';
}

function run(moto: Moto, command: string, words: readonly string[]): void {
  const result = spawnSync(command, words, {
    env: { ...moto.env, ...terraformEnvironment(), CI: 'true' },
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    throw new Error(`${words.join(' ')} ended ${result.status}:\n${result.stdout}${result.stderr}`);
  }
}
