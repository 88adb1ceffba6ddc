import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';

const folder = freshFolder();
const ACCOUNT = '123456789012';
const HOME = ['--environments', 'dev', '--account', ACCOUNT, '--region', 'eu-west-1'];

/** Writes a repo into a folder below the test's own, and gives what its files hold. */
function repo(path: string, ...words: readonly string[]) {
  const own = words.includes('--environments') ? [] : HOME;
  const flags = ['--yes', '--target', 'cli', ...own, ...words];
  const { status, stderr } = runBin(folder(), ['new', path, ...flags]);
  expect([status, stderr.includes('error:')]).toEqual([0, false]);
  return tree(join(folder(), path));
}

test.each([
  ['サービス', '--project NAME'],
  ['shop.api', '--project shop-api'],
])('folder-name: %s is refused with a proposal', (name, hint) => {
  const { status, stderr } = runBin(folder(), ['new', name, '--yes']);
  expect([status, tree(folder())]).toEqual([1, {}]);
  expect(stderr).toContain(`The folder's name '${name}' cannot be the project's name`);
  expect(stderr).toContain(hint);
});

test('two-repos: the second names the other, and touches nothing', () => {
  const apply = (path: string) =>
    runBin(join(folder(), path), ['apply', '--practice', '--yes', '--environment', 'dev']);
  repo('one', '--project', 'api', '--id', 'aaaa1111');
  repo('two', '--project', 'api', '--id', 'bbbb2222');
  expect(apply('one').status).toBe(0);
  const practice = `.ecs-iam/practice-${ACCOUNT}.json`;
  mkdirSync(join(folder(), 'two/.ecs-iam'), { recursive: true });
  cpSync(join(folder(), 'one', practice), join(folder(), 'two', practice));
  const before = readFileSync(join(folder(), 'two', practice), 'utf8');
  const { status, stdout, stderr } = apply('two');
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('aaaa1111');
  expect(readFileSync(join(folder(), 'two', practice), 'utf8')).toBe(before);
});

test('existing-files: README stays, ours is docs/ecs-iam.md, one block in .gitignore', () => {
  mkdirSync(join(folder(), 'shop'));
  writeFileSync(join(folder(), 'shop/README.md'), '# Theirs\n');
  writeFileSync(join(folder(), 'shop/.gitignore'), 'theirs/\n');
  repo('shop');
  const files = repo('shop');
  expect(files['README.md']).toBe('# Theirs\n');
  expect(files['docs/ecs-iam.md']).toMatch(/^# shop: IAM roles/);
  expect(files['.gitignore']).toMatch(/^theirs\/\n/);
  expect(files['.gitignore']?.match(/^# >>> generator-ecs-iam/gm)).toHaveLength(1);
});

test('exec-shell: the service is made with it, and the policy for people is named', () => {
  const readme = repo('shop', '--exec', 'task')['README.md'];
  expect(readme).toMatch(/aws ecs create-service .* --enable-execute-command/);
  expect(readme).toContain('`policy exec`');
});

test('launch-ec2: task definition, README and roles agree', () => {
  const roles = 'task-execution,task,codebuild,codepipeline,container-instance';
  const files = repo('shop', '--launch-type', 'ec2', '--roles', roles);
  const taskdef = JSON.parse(files['pipeline/taskdef.json'] ?? '');
  expect(taskdef.requiresCompatibilities).toEqual(['EC2']);
  expect(files['README.md']).toMatch(/aws ecs create-service .* --launch-type EC2/);
  expect(Object.keys(files)).toContain('iam/roles/container-instance.json');
});

test('arm64: the build and the tasks have one architecture', () => {
  const files = repo('shop', '--platform', 'arm64');
  expect(JSON.parse(files['pipeline/taskdef.json'] ?? '').runtimePlatform).toMatchObject({
    cpuArchitecture: 'ARM64',
  });
  expect(JSON.parse(files['pipeline/build-project.json'] ?? '').project.environment).toMatchObject({
    type: 'ARM_CONTAINER',
    image: expect.stringContaining('aarch64'),
  });
});

const WEB = { name: 'web', image: 'nginx', portMappings: [{ containerPort: 80 }] };

/** The statements of the task role of a repo made from a task definition. */
function taskStatements(taskDefinition: object): readonly Record<string, unknown>[] {
  writeFileSync(join(folder(), 'given.json'), JSON.stringify(taskDefinition));
  const files = repo('shop', '--from-taskdef', 'given.json');
  const role = JSON.parse(files['iam/roles/task.json'] ?? '');
  return role.Policies.flatMap(
    (one: { PolicyDocument: { Statement: [] } }) => one.PolicyDocument.Statement,
  );
}

test('efs-read-only: ClientMount alone, on the file system', () => {
  const statements = taskStatements({
    family: 'shop',
    containerDefinitions: [
      { ...WEB, mountPoints: [{ sourceVolume: 'd', containerPath: '/d', readOnly: true }] },
    ],
    volumes: [
      {
        name: 'd',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-0123456789abcdef0',
          transitEncryption: 'ENABLED',
          authorizationConfig: { iam: 'ENABLED' },
        },
      },
    ],
  });
  const mounts = statements.filter((one) => JSON.stringify(one).includes('elasticfilesystem'));
  expect(mounts).toMatchObject([
    {
      Action: 'elasticfilesystem:ClientMount',
      Resource: expect.stringMatching(/file-system\/fs-0123456789abcdef0$/),
    },
  ]);
});

test('firelens-create-group: CreateLogGroup on that group', () => {
  const options = {
    Name: 'cloudwatch_logs',
    region: 'eu-west-1',
    log_group_name: '/app/shop',
    log_stream_prefix: 'x-',
    auto_create_group: 'true',
  };
  const statements = taskStatements({
    family: 'shop',
    containerDefinitions: [
      { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options } },
      { name: 'log', image: 'fluent-bit', firelensConfiguration: { type: 'fluentbit' } },
    ],
  });
  const creates = statements.filter(({ Action }) => Action === 'logs:CreateLogGroup');
  expect(creates).toHaveLength(1);
  expect(JSON.stringify(creates)).toContain(':log-group:/app/shop');
});

test('tools-account: one pipeline, at home alone, and roles in each account', () => {
  const files = repo(
    ...([
      'shop',
      '--environments',
      'dev,prod',
      '--home',
      'tools',
      '--region',
      'eu-west-1',
    ] as const),
    ...['--set', 'tools.account=111122223333'],
    ...['--set', 'dev.account=222222222222', '--set', 'prod.account=333333333333'],
  );
  const names = Object.keys(files);
  expect(names.filter((path) => path.endsWith('/pipeline.json'))).toEqual([
    'pipeline/pipeline.json',
  ]);
  const stages = JSON.stringify(JSON.parse(files['pipeline/pipeline.json'] ?? ''));
  for (const [name, account] of [
    ['dev', '222222222222'],
    ['prod', '333333333333'],
  ]) {
    expect(stages).toContain(
      `arn:\${PARTITION}:iam::${account}:role/shop-pipeline-deploy-role-${name}`,
    );
  }
  expect(names).toContain('pipeline/artifact-key.json');
});

test('subfolder: three services stand side by side in one repository', () => {
  mkdirSync(join(folder(), '.git'));
  const names = ['api', 'web', 'worker'];
  const all = names.map((name) => {
    const files = repo(`services/${name}`);
    expect(JSON.parse(files['ecs-iam.json'] ?? '').sourceFolder).toBe(`services/${name}`);
    expect(files['pipeline/buildspec.yml']).toContain(`- cd services/${name}\n`);
    expect(files['pipeline/buildspec.yml']).toContain(`base-directory: services/${name}\n`);
    expect(files['pipeline/build-project.json']).toContain(
      `"services/${name}/pipeline/buildspec.yml"`,
    );
    expect(files['pipeline/pipeline.json']).toContain(`"services/${name}/**"`);
    const named = /^(?:PIPELINE_NAME|\w+_PROJECT|ARTIFACT_BUCKET_PREFIX|REPOSITORY)=.*$/gm;
    return [
      ...(files['environments/dev.env']?.match(named) ?? []),
      ...new Set(files['README.md']?.match(/[\w-]+-role-<environment>/g) ?? []),
    ];
  });
  expect(all.map((made) => made.length > 8)).toEqual([true, true, true]);
  expect(new Set(all.flat()).size).toBe(all.flat().length);
});

test('subfolder: each service has a workflow of its own at the top, where GitHub reads it', () => {
  mkdirSync(join(folder(), '.git'));
  for (const name of ['api', 'web']) {
    const files = repo(`services/${name}`, '--deploy', 'github', '--repository-id', 'acme/shop');
    expect(Object.keys(files).filter((path) => path.startsWith('.github'))).toEqual([]);
    const top = tree(join(folder(), '.github'));
    expect(top[`workflows/deploy-${name}.yml`]).toContain(`working-directory: services/${name}\n`);
    expect(top[`workflows/deploy-${name}.yml`]).toContain(`context: services/${name}\n`);
  }
});
