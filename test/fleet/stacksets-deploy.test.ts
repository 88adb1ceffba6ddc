import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NEWER_THAN_BASH_3_2 } from '../starter/bash-3-2.ts';
import { freshFolder, type Outcome, runBin } from '../support/built-bin.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';

const SCRIPT = 'templates/fleet/deploy-stacksets.sh';
const DEV = { account: '111122223333', region: 'eu-west-1' };
const PROD = { account: '444455556666', region: 'eu-central-1' };

const folder = freshFolder();

/** Writes the manifest, the repos and their StackSets. */
function stacksets(environments: object, services: object): Outcome {
  const content = {
    ...{ id: 'a1b2c3d4', folder: 'services/<service>', environments, services },
    answers: { deploy: 'none', roles: ['task-execution', 'task'], ecrRepository: 'existing' },
  };
  writeFileSync(join(folder(), 'fleet.yaml'), stringify(content));
  runBin(folder(), ['fleet', 'new', '--on-conflict', 'overwrite']);
  return runBin(folder(), ['fleet', 'stacksets']);
}

describe('the script', () => {
  test.each(NEWER_THAN_BASH_3_2)('has no %s: bash 3.2 runs it', (_, pattern) => {
    expect(readFileSync(SCRIPT, 'utf8')).not.toMatch(pattern);
  });
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test('finds nothing in the script', () => {
    const { status, stdout } = spawnSync('shellcheck', [SCRIPT], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });
});

describeWith(['moto_server', 'aws', 'jq'], 'on the emulator', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 120_000);
  afterAll(() => moto.stop());

  function deploy(...words: readonly string[]): Outcome {
    const env = { ...moto.env, POLL: '0' };
    const options = { cwd: folder(), env, encoding: 'utf8', input: '' } as const;
    const script = join(folder(), 'stacksets/deploy-stacksets.sh');
    const { status, stdout, stderr } = spawnSync(script, words, options);
    return { status, stdout, stderr };
  }

  test('what fails is said, the rest is done; what is left over goes with --prune', () => {
    stacksets({ dev: DEV, prod: PROD }, { shop: {}, pay: {} });
    const path = join(folder(), 'stacksets/pay/pay-iam.yaml');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace(/^Parameters:$/m, '$&\n  Needed: {Type: String}'));
    const first = deploy();
    expect([first.status, first.stderr]).toEqual([
      1,
      expect.stringContaining(
        `pay-iam: cannot create the stack of dev in ${DEV.account}, eu-west-1: An error occurred (ValidationError)`,
      ),
    ]);
    expect(first.stdout).toContain(
      `shop-iam: create the stack of prod in ${PROD.account}, eu-central-1\n`,
    );

    writeFileSync(path, whole);
    expect(stacksets({ dev: DEV }, { shop: {} }).stderr).toContain('pay is no service any more');
    const left = `shop-iam: the stack in ${PROD.account}, eu-central-1 is of no environment; --prune deletes it\n`;
    appendFileSync(join(folder(), 'stacksets/shop/shop-iam.yaml'), '# ours\n');
    expect(deploy('shop').stdout).toBe(`shop-iam: update the StackSet\n${left}Done.\n`);
    const prune = deploy('--prune');
    expect([prune.status, prune.stderr]).toEqual([0, '']);
    expect(prune.stdout).toContain(`shop-iam: delete the stack in ${PROD.account}, eu-central-1\n`);
    expect(prune.stdout).toContain('pay-iam: delete the StackSet\n');
  }, 120_000);
});
