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
  const begin = async (name: string) => {
    const answers = answersOf(name);
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

  test(
    'the build that deploys registers a revision and updates the service',
    async () => {
      await begin('the build deploys');
      aws('ecs', 'create-cluster', '--cluster-name', 'shop-dev');
      expect(repo.script('deploy-taskdef.sh', 'dev')).toEqual([
        0,
        expect.stringContaining('task-definition/shop-dev:1'),
      ]);
      expect(repo.script('deploy-taskdef.sh', 'dev')).toEqual([
        0,
        expect.stringContaining('Nothing has changed: '),
      ]);
      aws(
        ...['ecs', 'create-service', '--cluster', 'shop-dev', '--service-name', 'shop'],
        ...['--task-definition', 'shop-dev', '--launch-type', 'FARGATE', '--desired-count', '0'],
        ...['--network-configuration', network()],
      );
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      const service = aws(
        ...['ecs', 'describe-services', '--cluster', 'shop-dev', '--services', 'shop'],
        ...['--query', 'services[0].taskDefinition', '--output', 'text'],
      );
      expect(service).toMatch(/task-definition\/shop-dev:2$/);
      const registered = JSON.parse(
        aws('ecs', 'describe-task-definition', '--task-definition', service, '--include', 'TAGS'),
      );
      expect(registered.taskDefinition).toMatchObject({
        executionRoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/shop-ecs-task-execution-role-dev`,
        taskRoleArn: `arn:aws:iam::${MOTO_ACCOUNT}:role/shop-ecs-task-role-dev`,
        requiresCompatibilities: ['FARGATE'],
        containerDefinitions: [
          { name: 'shop', image: `${REGISTRY}/shop@${digest('abc1234')}`, essential: true },
        ],
      });
      expect(registered.tags).toContainEqual({ key: 'ecs-iam:environment', value: 'dev' });
    },
    MINUTES,
  );

  test(
    'a service that cannot be updated fails the build',
    async () => {
      await begin('the build deploys');
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toMatchObject({ pre_build: 0, build: 0 });
      expect(run.phases.post_build).not.toBe(0);
    },
    MINUTES,
  );

  test(
    'blue/green gets the three files that CodeDeployToECS reads',
    async () => {
      await begin('CodeDeploy deploys');
      const run = repo.build(repo.read('pipeline/buildspec.yml'));
      expect(run.phases).toEqual({ pre_build: 0, build: 0, post_build: 0 });
      expect(JSON.parse(repo.read('imageDetail.json'))).toEqual({
        ImageURI: `${REGISTRY}/shop@${digest('abc1234')}`,
      });
      const { containerDefinitions } = JSON.parse(repo.read('taskdef.json'));
      expect(containerDefinitions[0]).toMatchObject({ name: 'shop', image: '<IMAGE1_NAME>' });
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
