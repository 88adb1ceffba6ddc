import { spawnSync } from 'node:child_process';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { builtPipeline, pipelineKind } from '../../support/pipeline-kinds.ts';
import { describeWith } from '../../support/tools.ts';
import { junitFaults } from '../../validation/junit.ts';
import { type BuildRepo, buildRepo } from './build-run.ts';

const MINUTES = 60_000;
const REGISTRY = `${MOTO_ACCOUNT}.dkr.ecr.${MOTO_REGION}.amazonaws.com`;

function answersOf(name: string): Answers {
  return { ...pipelineKind(name), target: 'cli' };
}

describeWith(['moto_server', 'aws', 'jq'], 'the buildspecs run', () => {
  let moto: Moto;
  let repo: BuildRepo;

  const aws = (...words: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync('aws', words, { env: moto.env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const network = () => {
    const one = (kind: string, list: string, id: string) =>
      aws('ec2', kind, '--query', `${list}[0].${id}`, '--output', 'text');
    const subnet = one('describe-subnets', 'Subnets', 'SubnetId');
    const group = one('describe-security-groups', 'SecurityGroups', 'GroupId');
    return `awsvpcConfiguration={subnets=[${subnet}],securityGroups=[${group}],assignPublicIp=ENABLED}`;
  };
  const begin = async (name: string, some: Partial<Answers> = {}) => {
    const answers = { ...answersOf(name), ...some };
    const files = await renderStarter(buildService(answers));
    repo = buildRepo(files, builtPipeline(answers), moto);
  };
  const digest = (tag: string) =>
    aws(
      ...['ecr', 'batch-get-image', '--repository-name', 'shop', '--image-ids', `imageTag=${tag}`],
      ...['--query', 'images[0].imageId.imageDigest', '--output', 'text'],
    );

  beforeAll(async () => {
    moto = await startMoto();
  }, MINUTES);
  afterAll(() => moto.stop());
  beforeEach(async () => {
    await moto.reset();
    aws('ecr', 'create-repository', '--repository-name', 'shop');
  });
  afterEach(() => repo.remove());

  test(
    'an image is tested, built, pushed and handed on by its digest',
    async () => {
      await begin('the defaults');
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect([run.phases, run.output]).toEqual([
        { pre_build: 0, build: 0, post_build: 0 },
        expect.any(String),
      ]);
      expect(run.docker).toEqual([
        `login --username AWS --password-stdin ${REGISTRY}`,
        `build --target test --tag ${REGISTRY}/shop:test .`,
        expect.stringMatching(/^run --rm --volume .*\/reports:\/reports /),
        `build --tag ${REGISTRY}/shop:abc1234 .`,
        `push ${REGISTRY}/shop:abc1234`,
      ]);
      expect(JSON.parse(repo.read('imagedefinitions.json'))).toEqual([
        { name: 'shop', imageUri: `${REGISTRY}/shop@${digest('abc1234')}` },
      ]);
    },
    MINUTES,
  );

  test(
    'a repo in a folder of its source is built there, from the top of the source',
    async () => {
      await begin('the defaults', { sourceFolder: 'services/my shop' });
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(run.docker.filter((call) => call.includes('services/my shop/reports'))).toHaveLength(
        1,
      );
      expect(repo.read('imagedefinitions.json')).toContain(`@${digest('abc1234')}`);
      const validation = repo.build(repo.read('pipeline/buildspec-validate.yml'));
      expect(validation.phases).toEqual({ build: 2 });
      expect(repo.read('reports/iam.xml')).toContain('<failure');
    },
    2 * MINUTES,
  );

  test(
    'a commit that another environment has built is not built again',
    async () => {
      await begin('the defaults');
      const buildspec = repo.read('pipeline/buildspec.yml');
      repo.build(buildspec);
      const before = digest('abc1234');
      const run = repo.build(buildspec);
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(run.docker).toHaveLength(1);
      expect([digest('abc1234'), JSON.parse(repo.read('imagedefinitions.json'))]).toEqual([
        before,
        [{ name: 'shop', imageUri: `${REGISTRY}/shop@${before}` }],
      ]);
    },
    MINUTES,
  );

  test.each([
    ['the tests fail', 'run --rm', 'build --tag'],
    ['the build fails', 'build --tag', 'push'],
    ['the push fails', 'push', 'imagedefinitions'],
  ])(
    'where %s, nothing goes on',
    async (_, broken, next) => {
      await begin('the defaults');
      repo.breakDocker(broken);
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: 0, build: 1, post_build: 1 });
      expect(run.docker.filter((call) => call.startsWith(next))).toEqual([]);
      expect(() => repo.read('imagedefinitions.json')).toThrow(/ENOENT/);
    },
    MINUTES,
  );

  test(
    'without the registry no build begins',
    async () => {
      await begin('the defaults');
      aws('ecr', 'delete-repository', '--repository-name', 'shop');
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: expect.any(Number) });
      expect(run.phases.pre_build).not.toBe(0);
      expect(run.docker).toHaveLength(1);
    },
    MINUTES,
  );

  test(
    "an S3 source's version becomes a legal tag",
    async () => {
      await begin('an S3 source');
      const run = repo.build(repo.read('pipeline/buildspec.yml'), 'arn/v/a+b:'.padEnd(60, 'x'));
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(run.docker.at(-1)).toBe(`push ${REGISTRY}/shop:arn-v-a-b-${'x'.repeat(30)}`);
    },
    MINUTES,
  );

  /** A cluster and a service of an environment, with the task definition of the repo. */
  const createService = (environment: string) => {
    const cluster = `shop-${environment}`;
    aws('ecs', 'create-cluster', '--cluster-name', cluster);
    expect(repo.script('deploy-taskdef.sh', environment)).toEqual([
      0,
      expect.stringContaining(`task-definition/shop-${environment}:1`),
    ]);
    aws(
      ...['ecs', 'create-service', '--cluster', cluster, '--service-name', 'shop'],
      ...['--task-definition', cluster, '--launch-type', 'FARGATE', '--desired-count', '0'],
      ...['--network-configuration', network()],
    );
  };
  const running = (environment: string) => {
    const service = aws(
      ...['ecs', 'describe-services', '--cluster', `shop-${environment}`, '--services', 'shop'],
      ...['--query', 'services[0].taskDefinition', '--output', 'text'],
    );
    return JSON.parse(
      aws('ecs', 'describe-task-definition', '--task-definition', service, '--include', 'TAGS'),
    );
  };

  test.each([['.'], ['services/my shop']])(
    'one image is built once, and its digest is promoted from dev to prod, in %s',
    async (sourceFolder) => {
      await begin('the build deploys', { sourceFolder: sourceFolder === '.' ? '' : sourceFolder });
      createService('dev');
      createService('prod');
      const build = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(build.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(build.docker.filter((call) => call.startsWith('push'))).toHaveLength(1);
      const image = `${REGISTRY}/shop@${digest('abc1234')}`;
      const deploy = repo.read('pipeline/buildspec-deploy.yml');

      const dev = repo.build(deploy);
      expect([dev.phases, dev.docker]).toEqual([{ build: 0 }, []]);
      expect(running('dev').taskDefinition.containerDefinitions[0].image).toBe(image);
      expect(running('prod').taskDefinition.containerDefinitions[0].image).not.toBe(image);

      const prod = repo.build(deploy, 'abc1234', 'prod');
      expect([prod.phases, prod.docker]).toEqual([{ build: 0 }, []]);
      for (const environment of ['dev', 'prod']) {
        const { taskDefinition, tags } = running(environment);
        expect(taskDefinition).toMatchObject({
          family: `shop-${environment}`,
          revision: 2,
          executionRoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/shop-ecs-task-execution-role-${environment}`,
          taskRoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/shop-ecs-task-role-${environment}`,
          requiresCompatibilities: ['FARGATE'],
          containerDefinitions: [{ name: 'shop', image, essential: true }],
        });
        expect(tags).toContainEqual({ key: 'ecs-iam:environment', value: environment });
      }
    },
    2 * MINUTES,
  );

  test(
    'a service that is not there fails the deployment',
    async () => {
      await begin('the build deploys');
      expect(repo.build(repo.read('pipeline/buildspec.yml')).phases.post_build).toBe(0);
      const run = repo.build(repo.read('pipeline/buildspec-deploy.yml'));
      expect(run.phases.build).not.toBe(0);
    },
    MINUTES,
  );

  test(
    'blue/green gets the files that CodeDeployToECS reads in each environment, with one image',
    async () => {
      await begin('CodeDeploy deploys');
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(JSON.parse(repo.read('imageDetail.json'))).toEqual({
        ImageURI: `${REGISTRY}/shop@${digest('abc1234')}`,
      });
      for (const environment of ['dev', 'prod']) {
        const taskdef = JSON.parse(repo.read(`taskdef-${environment}.json`));
        expect(taskdef).toMatchObject({
          family: `shop-${environment}`,
          taskRoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/shop-ecs-task-role-${environment}`,
          containerDefinitions: [{ name: 'shop', image: '<IMAGE1_NAME>' }],
        });
      }
      expect(repo.read('appspec.yaml')).toContain('ContainerName: "shop"');
      expect(repo.read('appspec.yaml')).toContain('TaskDefinition: <TASK_DEFINITION>');
      expect(repo.script('deploy-taskdef.sh', 'dev')[0]).toBe(0);
      const image = 'taskDefinition.containerDefinitions[0].image';
      const words = ['--task-definition', 'shop-dev', '--query', image, '--output', 'text'];
      expect(aws('ecs', 'describe-task-definition', ...words)).toBe(`${REGISTRY}/shop:first`);
    },
    MINUTES,
  );

  test(
    'an image as the source is handed on as it is',
    async () => {
      await begin('an ECR source');
      const { pipeline } = builtPipeline(answersOf('an ECR source'));
      const { buildspec } = pipeline.projects[0] ?? {};
      if (buildspec?.kind !== 'inline') throw new Error('No buildspec in the project.');
      spawnSync(
        'bash',
        [
          '-c',
          `echo '{"ImageSizeInBytes": "1", "ImageURI": "r/shop@sha256:1"}' > imageDetail.json`,
        ],
        { cwd: repo.folder },
      );
      expect(repo.build(buildspec.contents).phases).toEqual({ build: 0 });
      expect(JSON.parse(repo.read('imagedefinitions.json'))).toEqual([
        { name: 'shop', imageUri: 'r/shop@sha256:1' },
      ]);
    },
    MINUTES,
  );

  test(
    'the validation passes on the roles as deployed, and fails on any other',
    async () => {
      await begin('the defaults');
      const validate = () => repo.build(repo.read('pipeline/buildspec-validate.yml'));
      expect(repo.script('deploy-iam.sh', 'dev')[0]).toBe(0);
      const passed = validate();
      expect([passed.phases, passed.output]).toEqual([{ build: 0 }, expect.any(String)]);
      expect(junitFaults(repo.read('reports/iam.xml'))).toEqual([]);
      aws(
        'iam',
        'update-role',
        '--role-name',
        'shop-ecs-task-role-dev',
        '--max-session-duration',
        '7200',
      );
      expect(validate().phases).toEqual({ build: 2 });
      expect(repo.read('reports/iam.xml')).toContain('<failure');
    },
    5 * MINUTES,
  );
});
