import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import { resourcesOf, statementsOf } from './granted.ts';
import { type Repo, repoOf } from './repo.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskdef '));
afterAll(() => rmSync(folder, { recursive: true }));

const ACCOUNTS: Readonly<Record<string, string>> = { dev: '111122223333', prod: '444455556666' };

/** A task definition of one environment, as a team keeps it beside that of another. */
function taskdef(environment: string, more: object = {}) {
  const place = `eu-west-1:${ACCOUNTS[environment]}`;
  return {
    family: `shop-${environment}`,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '512',
    memory: '1024',
    containerDefinitions: [
      {
        name: 'web',
        image: `${ACCOUNTS[environment]}.dkr.ecr.eu-west-1.amazonaws.com/shop:1`,
        portMappings: [{ containerPort: 80 }],
        environment: [{ name: 'URL', value: `https://${environment}.example.com` }],
        secrets: [
          {
            name: 'KEY',
            valueFrom: `arn:aws:secretsmanager:${place}:secret:shop/${environment}/key`,
          },
        ],
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': `/ecs/shop-${environment}`, 'awslogs-region': 'eu-west-1' },
        },
      },
    ],
    ...more,
  };
}

function put(name: string, contents: unknown): string {
  writeFileSync(
    join(folder, name),
    typeof contents === 'string' ? contents : JSON.stringify(contents),
  );
  return name;
}

/** The paths of the task definitions of a repo. */
function taskdefsOf({ files }: Repo): readonly string[] {
  return files.map(({ path }) => path).filter((path) => path.startsWith('pipeline/taskdef'));
}

test('environments that agree up to placeholders have one file', async () => {
  const files = [
    put('dev-taskdef.json', taskdef('dev')),
    put('prod-taskdef.json', taskdef('prod')),
  ];
  const repo = await repoOf(folder, ...files.flatMap((file) => ['--from-taskdef', file]));
  expect(repo.answers.environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
  expect(taskdefsOf(repo)).toEqual(['pipeline/taskdef.json']);
  for (const environment of ['dev', 'prod']) {
    const { family, containerDefinitions } = Object(
      repo.json('pipeline/taskdef.json', environment),
    );
    const [{ environment: variables, secrets, logConfiguration }] = containerDefinitions;
    const given = taskdef(environment);
    expect(family).toBe(given.family);
    expect(variables).toEqual(given.containerDefinitions[0]?.environment);
    expect(secrets).toEqual(given.containerDefinitions[0]?.secrets);
    expect(logConfiguration).toEqual(given.containerDefinitions[0]?.logConfiguration);
    const granted = statementsOf(repo.json('iam/roles/task-execution.json', environment));
    expect(resourcesOf(granted, 'secretsmanager:GetSecretValue')).toEqual([
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNTS[environment]}:secret:shop/${environment}/key-??????`,
    ]);
  }
});

test('environments that differ have a file each', async () => {
  put('one.json', taskdef('dev'));
  put('two.json', taskdef('prod', { cpu: '2048' }));
  const repo = await repoOf(folder, '--from-taskdef=dev.one.json', '--from-taskdef=prod.two.json');
  const cpus = ['dev', 'prod'].map(
    (name) => Object(repo.json(`pipeline/taskdef-${name}.json`, name)).cpu,
  );
  expect(cpus).toEqual(['512', '2048']);
  expect(repo.text('scripts/deploy-taskdef.sh')).toContain('pipeline/taskdef-$ENVIRONMENT.json');
});

test.each([
  ['build', 'pipeline/buildspec-deploy.yml', ['fill.sh "pipeline/taskdef-$ENVIRONMENT.json"']],
  [
    'build',
    'pipeline/buildspec.yml',
    ['- pipeline/taskdef-dev.json', '- pipeline/taskdef-prod.json'],
  ],
  [
    'codedeploy',
    'pipeline/buildspec.yml',
    [
      'fill.sh pipeline/taskdef-dev.json DEV > taskdef-dev.json',
      'fill.sh pipeline/taskdef-prod.json PROD > taskdef-prod.json',
    ],
  ],
  ['github', '.github/workflows/deploy.yml', ['fill.sh "pipeline/taskdef-$ENVIRONMENT.json"']],
])(
  'with a file for each environment, --deploy %s names the right one in %s',
  async (deploy, path, lines) => {
    put('one.json', taskdef('dev'));
    put('two.json', taskdef('prod', { cpu: '2048' }));
    const words = ['--from-taskdef=dev.one.json', '--from-taskdef=prod.two.json'];
    const more = [`--deploy=${deploy}`, '--repository-id=acme/shop', '--set=loadBalancer=shop'];
    const repo = await repoOf(folder, ...words, ...more);
    for (const line of lines) expect(repo.text(path)).toContain(line);
    expect(
      repo.files.flatMap(({ contents }) => contents.match(/.*pipeline\/taskdef\.json.*/g) ?? []),
    ).toEqual([]);
  },
);

test('one file serves further environments with their names in it', async () => {
  const file = put('dev.json', taskdef('dev'));
  const repo = await repoOf(folder, '--from-taskdef', file, '--environments', 'dev,test');
  const { family, containerDefinitions } = Object(repo.json('pipeline/taskdef.json', 'test'));
  expect(family).toBe('shop-test');
  expect(containerDefinitions[0].environment[0].value).toBe('https://test.example.com');
  const { environments, values } = repo.answers;
  // The account of test is not known, so nobody knows whether the two are one.
  expect(environments[0]?.values).not.toHaveProperty('account');
  expect(repo.notes.join('\n')).toContain('The account of test is not in the files');
  expect(environments[1]?.values).toEqual({ family: 'shop-test', logGroup: '/ecs/shop-test' });
  expect(values).toEqual({ container: 'web', repository: 'shop' });
});

test('the answers file alone gives the same answers', async () => {
  const { answers } = await repoOf(folder, '--from-taskdef', put('a.json', taskdef('prod')));
  const folderFile = { name: 'ecs-iam.json', text: writeAnswersFile(answers) };
  expect(resolveAnswers({ flags: {}, folderFile }).answers).toEqual(answers);
});

test('reads its own pipeline/taskdef.json again', async () => {
  const words = ['--account=111122223333', '--region=eu-west-1', '--set=family=shop-dev'];
  const first = await repoOf(folder, '--from-taskdef', put('b.json', taskdef('dev')), ...words);
  const file = put('taskdef.json', first.text('pipeline/taskdef.json'));
  const more = [
    ...words,
    '--environments=dev',
    '--log-group=/ecs/shop-dev',
    '--ecr-repository=shop',
  ];
  const again = await repoOf(folder, '--from-taskdef', file, ...more);
  expect(again.json('pipeline/taskdef.json')).toEqual(first.json('pipeline/taskdef.json'));
  expect(statementsOf(again.json('iam/roles/task-execution.json'))).toEqual(
    statementsOf(first.json('iam/roles/task-execution.json')),
  );
});

test('takes the output of describe-task-definition with its tags', async () => {
  const described = {
    taskDefinition: { ...taskdef('prod'), revision: 3, status: 'ACTIVE' },
    tags: [{ key: 'team', value: 'web' }],
  };
  const repo = await repoOf(folder, '--from-taskdef', put('described.json', described));
  const written = Object(repo.json('pipeline/taskdef.json'));
  expect(written).toMatchObject({ family: 'shop-prod', tags: [{ key: 'team', value: 'web' }] });
  expect(written).not.toHaveProperty('revision');
});

test('takes places of a template that stand outside of strings', async () => {
  const text = JSON.stringify(taskdef('dev'))
    .replace('"512"', '${cpu}')
    .replace('80', '{{ port }}');
  const { notes } = await repoOf(folder, '--from-taskdef', put('places.json', text));
  expect(notes.join('\n')).toContain(
    'Nothing is granted for ${cpu}, {{ port }}, which the template leaves open',
  );
});

test('grants nothing on what a template leaves open, and says so', async () => {
  const [container] = taskdef('dev').containerDefinitions;
  const open = {
    ...container,
    secrets: [{ name: 'KEY', valueFrom: '${SECRET_ARN}' }],
    environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::${bucket}/a.env' }],
    repositoryCredentials: { credentialsParameter: '<CREDENTIALS>' },
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '${log_group}' } },
  };
  const authorizationConfig = { iam: 'ENABLED' };
  const efsVolumeConfiguration = { fileSystemId: '${fs}', authorizationConfig };
  const volumes = [{ name: 'data', efsVolumeConfiguration }];
  const file = put('open.json', taskdef('dev', { containerDefinitions: [open], volumes }));
  const repo = await repoOf(folder, '--from-taskdef', file);
  const granted = ['task-execution', 'task'].flatMap((role) =>
    statementsOf(repo.json(`iam/roles/${role}.json`)),
  );
  expect([
    ...new Set(granted.flatMap(({ actions }) => actions.map((one) => one.split(':')[0]))),
  ]).toEqual(['ecr', 'logs']);
  expect(resourcesOf(granted, 'logs:PutLogEvents')).toEqual([
    'arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-dev:*',
  ]);
  const places = ['${SECRET_ARN}', '${bucket}', '<CREDENTIALS>', '${log_group}', '${fs}'];
  for (const place of places) expect(repo.notes.join('\n')).toContain(place);
});

test('leaves alone what a shell in the container reads', async () => {
  const given = taskdef('dev');
  const [container] = given.containerDefinitions;
  const command = ['sh', '-c', 'exec ./run ${AWS_REGION} <account> dev'];
  const file = put('shell.json', { ...given, containerDefinitions: [{ ...container, command }] });
  const repo = await repoOf(folder, '--from-taskdef', file);
  expect(repo.text('pipeline/taskdef.json')).toContain('\\u0024{AWS_REGION} <account> dev');
});

test('without a pipeline and without images of ECR nothing of ECR is granted', async () => {
  const given = taskdef('dev');
  const containerDefinitions = [{ ...given.containerDefinitions[0], image: 'nginx:1' }];
  const file = put('hub.json', { ...given, containerDefinitions });
  const repo = await repoOf(folder, '--from-taskdef', file, '--deploy', 'none');
  const actions = statementsOf(repo.json('iam/roles/task-execution.json')).flatMap(
    (one) => one.actions,
  );
  expect(actions.filter((one) => one.startsWith('ecr:'))).toEqual([]);
});

test('--exec off leaves the right out', async () => {
  const linuxParameters = { initProcessEnabled: true };
  const given = taskdef('dev');
  const containerDefinitions = [{ ...given.containerDefinitions[0], linuxParameters }];
  const file = put('exec.json', { ...given, containerDefinitions });
  const granted = async (...words: string[]) =>
    resourcesOf(
      statementsOf(
        (await repoOf(folder, '--from-taskdef', file, ...words)).json('iam/roles/task.json'),
      ),
      'ssmmessages:OpenDataChannel',
    );
  expect(await granted()).toEqual(['*']);
  expect(await granted('--exec', 'off')).toEqual([]);
});

test.each([
  ['a file that is not there', ['--from-taskdef=nowhere.json'], 'TaskdefNotReadable'],
  [
    'an environment that is not there',
    ['--from-taskdef=stage.one.json', '--environments=dev'],
    'UnknownEnvironment',
  ],
  [
    'two files for one environment',
    ['--from-taskdef=dev.one.json', '--from-taskdef=dev.two.json'],
    'DuplicateEnvironment',
  ],
])('refuses %s', async (_, words, code) => {
  await expect(repoOf(folder, ...words)).rejects.toMatchObject({ name: code });
});

test('refuses a revision that is registered elsewhere, with both places', async () => {
  const arn = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-dev:3';
  const file = put('arn.json', taskdef('dev', { taskDefinitionArn: arn }));
  await expect(repoOf(folder, '--from-taskdef', file, '--account=444455556666')).rejects.toThrow(
    /^arn\.json:1:\d+: .* has account 111122223333, but 444455556666 is given\.$/,
  );
});
