import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetId } from '../../lib/targets/ids.ts';
import { readRoles } from '../support/account.ts';
import { BIN } from '../support/built-bin.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { describeInFull } from '../support/in-full.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { BASH } from '../support/script-repo.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import { describeWith } from '../support/tools.ts';

const MINUTES = 60_000;

/** One action that somebody adds by hand, as it is typed in each tool. */
interface Edit {
  readonly path: string;
  readonly find: string;
  readonly write: string;
}

const EDITS: Readonly<Record<TargetId, Edit>> = {
  cli: {
    path: 'iam/roles/task-execution.json',
    find: '"ecr:BatchGetImage"',
    write: '"ecr:BatchGetImage", "ecr:DescribeImages"',
  },
  cloudformation: {
    path: 'iam/roles.yaml',
    find: '- ecr:BatchGetImage\n',
    write: '- ecr:BatchGetImage\n              - ecr:DescribeImages\n',
  },
  terraform: {
    path: 'iam/modules/roles/task_execution.tf',
    find: '"ecr:BatchGetImage",',
    write: '"ecr:BatchGetImage",\n      "ecr:DescribeImages",',
  },
  cdk: {
    path: 'iam/lib/roles/task-execution.ts',
    find: "'ecr:BatchGetImage',",
    write: "'ecr:BatchGetImage',\n            'ecr:DescribeImages',",
  },
};

/** A hand edit on a normal day, from the first deployment to the last. */
function cycleOf(target: TargetId, prepare: (folder: string) => void = () => undefined): void {
  let moto: Moto;
  let folder: string;
  beforeAll(async () => {
    moto = await startMoto();
    folder = join(mkdtempSync(join(tmpdir(), 'edit cycle ')), 'shop');
    mkdirSync(folder);
  }, MINUTES);
  afterAll(async () => {
    rmSync(join(folder, '..'), { recursive: true, force: true });
    await moto.stop();
  });

  /** Runs a command in the repo; what it said. Fails when it ends with another code. */
  function run(code: number, command: string, ...words: readonly string[]): string {
    const env = { ...process.env, ...moto.env, ...terraformEnvironment(), RETRY_SECONDS: '0' };
    const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 64 << 20 } as const;
    const { status, stdout, stderr } = spawnSync(command, words, options);
    const said = `${stdout}${stderr}`;
    if (status !== code) throw new Error(`${words.join(' ')} ended with ${status}:\n${said}`);
    return said;
  }
  const ecsIam = (code: number, ...words: readonly string[]) =>
    run(code, process.execPath, BIN, ...words);
  const script = (code: number, name: string, ...words: readonly string[]) =>
    run(code, BASH, `scripts/${name}`, 'dev', ...words);

  test(
    'an edit is deployed and validated like any other line, and kept',
    async () => {
      const answers = ['--project', 'shop', '--environments', 'dev', '--id', 'a1b2c3d4'];
      ecsIam(0, 'new', '--yes', '--target', target, ...answers);
      prepare(folder);
      script(0, 'deploy-iam.sh');
      script(0, 'validate-iam.sh');

      const { path, find, write } = EDITS[target];
      const file = join(folder, path);
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace(find, write));
      expect(script(1, 'validate-iam.sh')).toMatch(/iam\.lock\.json is older than .*ecs-iam lock/s);
      ecsIam(0, 'lock');
      expect(script(2, 'validate-iam.sh')).toMatch(/EcrPull: Action lost ecr:describeimages/);
      expect(ecsIam(2, 'plan', '--environment', 'dev')).toContain('ecr:DescribeImages');
      script(0, 'deploy-iam.sh');
      script(0, 'validate-iam.sh');
      ecsIam(0, 'plan', '--environment', 'dev');

      ecsIam(0, 'new', '--yes', '--on-conflict', 'skip');
      expect(readFileSync(file, 'utf8')).toBe(before.replace(find, write));
      script(0, 'validate-iam.sh');
      ecsIam(0, 'plan', '--environment', 'dev');

      script(0, 'destroy-iam.sh', '--confirm', 'dev');
      expect(await readRoles(moto.url)).toEqual([]);
    },
    10 * MINUTES,
  );
}

describeInFull('a hand edit from deployment to deployment', () => {
  describeWith(['moto_server', 'aws', 'jq'], 'in CLI scripts', () => cycleOf('cli'));
  describeWith(['moto_server', 'aws', 'jq'], 'in CloudFormation', () => cycleOf('cloudformation'));
  describeWithTerraform(['moto_server', 'aws', 'jq'], 'in Terraform', () => cycleOf('terraform'));
  describeWithCdk('in CDK', () => {
    describeWith(['moto_server', 'aws', 'jq'], 'with the emulator', () =>
      cycleOf('cdk', (folder) => linkCdkModules(join(folder, 'iam'))),
    );
  });
});
