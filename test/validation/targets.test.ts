import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { describeInFull } from '../support/in-full.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { pipelineKind } from '../support/pipeline-kinds.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import { describeWith } from '../support/tools.ts';
import { type TapedRepo, tapedRepo } from './shell.ts';

const MINUTES = 60_000;
const ANSWERS: Answers = {
  ...pipelineKind('the defaults'),
  rolePath: '/team/',
  crossAccountPull: ['444455556666'],
};

interface Road {
  readonly target: Answers['target'];
  readonly more?: Partial<Answers>;
  readonly environment?: () => object;
  /** Before the first script runs. */
  readonly prepare?: (folder: string) => void;
  /** The emulator takes no build project and hangs at a pipeline; a stack leaves both out. */
  readonly pipeline: readonly string[];
}

/** Goes the README's road with one target: roles, validation, pipeline, validation again. */
function roadOf({ target, more, environment, prepare, pipeline }: Road): void {
  let moto: Moto;
  let repo: TapedRepo;
  beforeAll(async () => {
    moto = await startMoto();
    const files = await renderStarter(buildService({ ...ANSWERS, ...more, target }));
    repo = tapedRepo(files, { ...moto.env, ...environment?.() });
    prepare?.(repo.folder);
  }, 5 * MINUTES);
  afterAll(async () => {
    repo.remove();
    await moto.stop();
  });

  const run = async (script: string, ...words: readonly string[]) => {
    const { status, stdout, stderr } = await repo.run(script, ['dev', ...words], { live: true });
    if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  };
  const validate = async () => {
    const lines = (await run('validate-iam.sh')).split('\n');
    expect(lines.filter((line) => !/^(ok |RESULT |$)/.test(line))).toEqual([
      expect.stringMatching(/^As defined: \d+ checks/),
    ]);
  };

  test(
    'roles and pipeline are deployed, and the validation raises no false alarm',
    async () => {
      await run('deploy-iam.sh');
      await validate();
      await run('deploy-pipeline.sh', ...pipeline);
      await validate();
    },
    8 * MINUTES,
  );
}

const DRY = ['--dry-run'];

describeInFull('the road of the README', () => {
  describeWith(['moto_server', 'aws', 'jq'], 'the road with CLI scripts', () => {
    roadOf({ target: 'cli', more: { policies: 'customer-managed' }, pipeline: DRY });
  });

  describeWith(['moto_server', 'aws', 'jq'], 'the road with CloudFormation', () => {
    // The emulator drops a stack's attachments, and so customer-managed policies.
    roadOf({ target: 'cloudformation', pipeline: [] });
  });

  describeWithTerraform(['moto_server', 'aws', 'jq'], 'the road with Terraform', () => {
    const rolePolicies = { codepipeline: 'customer-managed' } as const;
    const environment = () => terraformEnvironment() ?? {};
    roadOf({ target: 'terraform', more: { rolePolicies }, environment, pipeline: DRY });
  });

  describeWithCdk('the road with CDK', () => {
    describeWith(['moto_server', 'aws', 'jq'], 'with the emulator', () => {
      const prepare = (folder: string) => linkCdkModules(join(folder, 'iam'));
      roadOf({ target: 'cdk', prepare, pipeline: [] });
    });
  });
});
