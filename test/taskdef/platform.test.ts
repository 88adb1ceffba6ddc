import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildService } from '../../lib/service/build-service.ts';
import { notes } from '../../lib/service/notes.ts';
import { repoOf } from './repo.ts';

const folder = mkdtempSync(join(tmpdir(), 'platform '));
afterAll(() => rmSync(folder, { recursive: true }));

const WORDS = ['--environments=dev', '--account=123456789012', '--region=eu-west-1'];
const repo = (...words: readonly string[]) => repoOf(folder, ...WORDS, ...words);
const rolesOf = async (...words: readonly string[]) =>
  buildService((await repo(...words)).answers).model.roles.map(({ id }) => id);

function put(name: string, more: object): string {
  const containerDefinitions = [{ name: 'app', image: 'nginx:1', memory: 128 }];
  writeFileSync(
    join(folder, name),
    JSON.stringify({ family: 'shop', containerDefinitions, ...more }),
  );
  return name;
}

test('arm64: the image is built on ARM, and the task runs on it', async () => {
  const one = await repo('--platform=arm64');
  expect(one.json('pipeline/build-project.json')).toMatchObject({
    project: {
      environment: {
        type: 'ARM_CONTAINER',
        image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
        privilegedMode: true,
      },
    },
  });
  expect(one.json('pipeline/validate-project.json')).toMatchObject({
    project: { environment: { type: 'LINUX_CONTAINER' } },
  });
  expect(one.json('pipeline/taskdef.json')).toMatchObject({
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
  });
  const github = await repo('--platform=arm64', '--deploy=github', '--repository-id=acme/shop');
  expect(github.text('.github/workflows/deploy.yml')).toContain('runs-on: ubuntu-24.04-arm');
});

test('Windows: the pipeline begins with an image that is built elsewhere', async () => {
  const one = await repo('--platform=windows-2022-core');
  expect(one.answers.source).toBe('ecr');
  const task = Object(one.json('pipeline/taskdef.json'));
  expect(task).toMatchObject({
    cpu: '1024',
    memory: '2048',
    runtimePlatform: {
      cpuArchitecture: 'X86_64',
      operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE',
    },
  });
  expect(task.volumes).toBeUndefined();
  expect(task.containerDefinitions[0]).not.toHaveProperty('readonlyRootFilesystem');
});

test.each([
  ['fargate', 'FARGATE', 'awsvpc', []],
  ['ec2', 'EC2', 'awsvpc', ['container-instance']],
  ['external', 'EXTERNAL', 'bridge', ['anywhere']],
  ['managed-instances', 'MANAGED_INSTANCES', 'awsvpc', ['container-instance', 'infrastructure']],
])('%s: task definition, README and roles agree', async (name, word, networkMode, hosts) => {
  const one = await repo(`--launch-type=${name}`);
  expect(one.json('pipeline/taskdef.json')).toMatchObject({
    networkMode,
    requiresCompatibilities: [word],
  });
  const readme = one.text('README.md');
  const start =
    name === 'managed-instances'
      ? '--capacity-provider-strategy capacityProvider=PROVIDER'
      : `--launch-type ${word}`;
  expect(readme).toContain(start);
  expect(readme.includes('awsvpcConfiguration')).toBe(networkMode === 'awsvpc');
  expect(readme.includes('assignPublicIp')).toBe(name === 'fargate');
  const all = await rolesOf(`--launch-type=${name}`);
  const made = all.filter((id) =>
    ['container-instance', 'anywhere', 'infrastructure'].includes(id),
  );
  expect(made.toSorted()).toEqual(hosts);
});

test('a list of roles decides which roles of hosts are made', async () => {
  const named = '--roles=task,task-execution';
  expect(await rolesOf('--launch-type=ec2', '--deploy=none', named)).toEqual([
    'task-execution',
    'task',
  ]);
});

test('what an option or a grant allows stands in the task definition', async () => {
  const one = await repo(
    '--option=task-execution.awslogsCreateGroup=on',
    '--grant=efsMount,fileSystemId=fs-0123456789abcdef0,accessPointId=fsap-0123456789abcdef0',
  );
  expect(one.text('pipeline/taskdef.json')).toContain('"awslogs-create-group": "true"');
  expect(one.text('README.md')).not.toContain('aws logs create-log-group');
  expect(one.json('pipeline/taskdef.json')).toMatchObject({
    volumes: [
      { name: 'tmp' },
      {
        name: 'efs',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-0123456789abcdef0',
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: 'fsap-0123456789abcdef0', iam: 'ENABLED' },
        },
      },
    ],
  });
});

test('FireLens: the application logs through a router, which loads its file where it can', async () => {
  const config = [
    '--option=task-execution.firelensS3Config=on',
    '--set=firelensConfigBucket=shop-logs',
    '--set=firelensConfigKey=fluent.conf',
  ];
  const one = await repo('--grant=firelensCloudWatch', '--launch-type=ec2', ...config);
  expect(one.json('pipeline/taskdef.json')).toMatchObject({
    containerDefinitions: [
      {
        logConfiguration: {
          logDriver: 'awsfirelens',
          options: {
            Name: 'cloudwatch_logs',
            region: 'eu-west-1',
            log_group_name: '/ecs/shop-dev',
          },
        },
      },
      {
        name: 'log-router',
        firelensConfiguration: {
          type: 'fluentbit',
          options: {
            'config-file-type': 's3',
            'config-file-value': 'arn:aws:s3:::shop-logs/fluent.conf',
          },
        },
        logConfiguration: { logDriver: 'awslogs' },
      },
    ],
  });
  // Fargate loads no configuration from S3: nothing there says it does.
  const onFargate = await repo(...config);
  expect(onFargate.text('pipeline/taskdef.json')).not.toMatch(/firelens/i);
  expect(notes(buildService(onFargate.answers)).join()).toMatch(/no FireLens configuration/);
});

test('registry credentials belong to the image that is not in ECR', async () => {
  const words = [
    '--option=task-execution.privateRegistryCredentials=on',
    '--set=registrySecretName=shop/registry',
  ];
  const one = await repo(...words, '--set=registryImage=ghcr.io/acme/agent:1.2');
  const [main, sidecar] = Object(one.json('pipeline/taskdef.json')).containerDefinitions;
  expect(main).not.toHaveProperty('repositoryCredentials');
  expect(sidecar).toMatchObject({
    image: 'ghcr.io/acme/agent:1.2',
    repositoryCredentials: {
      credentialsParameter: expect.stringMatching(/:eu-west-1:123456789012:secret:shop\/registry$/),
    },
  });
  expect(notes(buildService((await repo(...words)).answers)).join()).toMatch(/registryImage=IMAGE/);
});

test('an image that is pulled from another account is not built here', async () => {
  const { answers, files } = await repo('--pull-from=111122223333:eu-west-1:shop');
  expect(answers.deploy).toBe('none');
  expect(files.map(({ path }) => path)).not.toContain('pipeline/buildspec.yml');
  const asked = await repo('--pull-from=111122223333', '--deploy=pipeline');
  expect(asked.answers.deploy).toBe('pipeline');
});

test.each([
  ['--platform=windows-2022-core', '--source=codecommit'],
  ['--platform=windows-2022-core', '--deploy=github', '--repository-id=a/b'],
  ['--platform=windows-2022-core', '--launch-type=managed-instances'],
  ['--launch-type=external', '--deploy=codedeploy', '--set=loadBalancer=shop'],
  ['--launch-type=external', '--set=targetGroupName=web'],
  ['--launch-type=external', '--set=dev.blueTargetGroup=web'],
  ['--launch-type=external', '--roles=service,task,task-execution,codebuild,codepipeline'],
  [
    '--launch-type=external',
    '--grant=efsMount,fileSystemId=fs-0123456789abcdef0,accessPointId=fsap-0123456789abcdef0',
  ],
])('refuses %s with %s, and says where both are from', async (...words) => {
  await expect(repo(...words)).rejects.toMatchObject({ name: 'Contradiction' });
  await expect(repo(...words)).rejects.toThrow(/^.*\(--[a-z-]+\).*\.$/);
});

test('platform and launch type follow from the file', async () => {
  const arm = put('arm.json', {
    requiresCompatibilities: ['EC2', 'FARGATE'],
    networkMode: 'awsvpc',
    runtimePlatform: { cpuArchitecture: 'ARM64' },
  });
  const { answers } = await repo('--from-taskdef', arm);
  expect([answers.platform, answers.launchType]).toEqual(['arm64', 'fargate']);
  const chosen = await repo('--from-taskdef', arm, '--launch-type=ec2');
  expect(chosen.answers.launchType).toBe('ec2');
  const none = await repo('--from-taskdef', put('none.json', {}));
  expect([none.answers.platform, none.answers.launchType]).toEqual(['x86_64', 'ec2']);
});

test.each([
  [
    '--platform=x86_64',
    { runtimePlatform: { cpuArchitecture: 'ARM64' } },
    "is 'arm64', but --platform is 'x86_64'",
  ],
  [
    '--launch-type=fargate',
    { requiresCompatibilities: ['EC2'] },
    "is EC2, but --launch-type is 'fargate'",
  ],
  [
    '--launch-type=fargate',
    { networkMode: 'bridge' },
    "is 'bridge', but --launch-type is 'fargate'",
  ],
])(
  'refuses %s where the file says otherwise, with line and column',
  async (flag, more, message) => {
    const file = put('other.json', more);
    await expect(repo('--from-taskdef', file, flag)).rejects.toThrow(message);
    await expect(repo('--from-taskdef', file, flag)).rejects.toThrow(/^other\.json:\d+:\d+: /);
  },
);

test.each([
  ['one', ['appspec-dev.yaml', 'appspec-prod.yaml']],
  ['each', ['"pipeline/appspec-$ENVIRONMENT.yaml" > appspec.yaml']],
])('pipeline %s: AppSpec has the port of its own environment', async (kind, built) => {
  const port = (containerPort: unknown) => ({
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'web', portMappings: [{ containerPort }] }],
  });
  const files = [`dev.${put('dev.json', port(80))}`, `prod.${put('prod.json', port('8443'))}`];
  const one = await repoOf(
    folder,
    ...files.flatMap((file) => ['--from-taskdef', file]),
    ...['--environments=dev,prod', '--account=123456789012', '--region=eu-west-1'],
    ...['--deploy=codedeploy', '--set=loadBalancer=shop', `--pipeline=${kind}`],
    ...(kind === 'each' ? ['--set=dev.branch=develop'] : []),
  );
  expect(one.text('pipeline/appspec-dev.yaml')).toContain('ContainerPort: 80\n');
  expect(one.text('pipeline/appspec-prod.yaml')).toContain('ContainerPort: 8443\n');
  for (const word of built) expect(one.text('pipeline/buildspec.yml')).toContain(word);
  const stages = one.files.filter(({ path }) => /pipeline.*\.json$/.test(path));
  const paths = new Set(
    stages.flatMap(({ contents }) => contents.match(/(?<="AppSpecTemplatePath": ")[^"]+/g) ?? []),
  );
  expect([...paths]).toEqual(kind === 'one' ? built : ['appspec.yaml']);
});
