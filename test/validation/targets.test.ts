import type { Answers } from '../../lib/answers/types.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import { describeWith } from '../support/tools.ts';
import { filesOf } from './repo.ts';
import { type TapedRepo, tapedRepo } from './shell.ts';

const MINUTES = 60_000;
const ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  roles: ['task-execution', 'codepipeline'],
  rolePath: '/team/',
  crossAccountPull: ['444455556666'],
};

/** Deploys by one target's script and validates: what AWS stores of it is no difference. */
function validatesAfterDeploy(
  target: Answers['target'],
  more: Partial<Answers>,
  environment: () => object,
): void {
  let moto: Moto;
  let repo: TapedRepo;
  beforeAll(async () => {
    moto = await startMoto();
    repo = tapedRepo(await filesOf({ ...ANSWERS, ...more, target }), {
      ...moto.env,
      ...environment(),
    });
  }, 5 * MINUTES);
  afterAll(async () => {
    repo.remove();
    await moto.stop();
  });

  test(
    'raises no false alarm',
    async () => {
      const deployed = await repo.run('deploy-iam.sh', ['dev'], { live: true });
      if (deployed.status !== 0) throw new Error(deployed.stdout + deployed.stderr);
      const run = await repo.run('validate-iam.sh', ['dev'], { live: true });
      expect(run.stdout.split('\n').filter((line) => !/^(ok |RESULT |$)/.test(line))).toEqual([
        expect.stringMatching(/^As defined: \d+ checks/),
      ]);
      expect(run.status).toBe(0);
    },
    5 * MINUTES,
  );
}

describeWith(['moto_server', 'aws', 'jq'], 'validate-iam.sh after CloudFormation', () => {
  // The emulator drops a stack's attachments, and so customer-managed policies.
  validatesAfterDeploy('cloudformation', {}, () => ({}));
});

describeWithTerraform(['moto_server', 'aws', 'jq'], 'validate-iam.sh after Terraform', () => {
  const rolePolicies = { codepipeline: 'customer-managed' } as const;
  validatesAfterDeploy('terraform', { rolePolicies }, () => terraformEnvironment() ?? {});
});
