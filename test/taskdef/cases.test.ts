import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrable } from '../../lib/taskdef/clean.ts';
import { tolerantJson } from '../../lib/taskdef/tolerant-json.ts';
import { type Granted, resourcesOf, statementsOf } from './granted.ts';
import { type Repo, repoOf } from './repo.ts';

const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder).filter((name) => name.endsWith('.expect.json'));

/** The flags of what is given beside the file. */
const FLAGS: Readonly<Record<string, string>> = {
  account: '--account=',
  region: '--region=',
  ecrRepository: '--ecr-repository=',
  kmsKey: '--kms-key=',
  family: '--set=family=',
};

interface Expectation {
  readonly what: string;
  readonly given?: Readonly<Record<string, string>>;
  readonly refused?: string;
  readonly executionRole?: Readonly<Record<string, readonly string[]>>;
  readonly taskRole?: {
    readonly exec?: boolean;
    readonly efs?: readonly { fileSystem: string; accessPoint?: string; actions: string[] }[];
    readonly other?: readonly string[];
  };
  readonly taskDefinition?: {
    readonly family?: string;
    readonly containers: readonly [main: string, ...others: string[]];
    readonly launchType?: string;
    readonly networkMode?: string;
    readonly cpuArchitecture?: string;
    readonly operatingSystem?: string;
    readonly secretVariables?: Readonly<Record<string, string>>;
  };
}

describe.each(names)('%s', (name) => {
  const expected: Expectation = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const base = name.replace('.expect.json', '');
  const [file = ''] = readdirSync(folder).filter(
    (one) => one === `${base}.json` || one === `${base}.jsonc`,
  );
  const given = Object.entries(expected.given ?? {}).map(([key, value]) => `${FLAGS[key]}${value}`);
  const repo = () => repoOf(folder, '--from-taskdef', file, ...given);

  if (expected.refused !== undefined) {
    test('is refused with one line that names the place', async () => {
      const error = await repo().catch((one: Error) => one);
      expect(error).toMatchObject({ name: 'BadTaskDefinition' });
      expect(String(error)).toMatch(new RegExp(`^BadTaskDefinition: ${file}:\\d+:\\d+: [^\\n]+$`));
    });
    return;
  }

  test('the execution role has exactly what the file tells', async () => {
    const one = await repo();
    const granted = statementsOf(one.json('iam/roles/task-execution.json'));
    expect(executionRole(granted, one, expected)).toEqual(filledUp(expected.executionRole ?? {}));
  });

  test('the task role has exactly what the file tells', async () => {
    const granted = statementsOf((await repo()).json('iam/roles/task.json'));
    const { exec = false, efs = [], other = [] } = expected.taskRole ?? {};
    expect(resourcesOf(granted, 'ssmmessages:CreateControlChannel')).toEqual(exec ? ['*'] : []);
    expect(mountsOf(granted)).toEqual(efs);
    const all = granted.flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} on ${resource}`)),
    );
    expect(all).toEqual(expect.arrayContaining([...other]));
    const known = /^(ssmmessages|elasticfilesystem):|^logs:CreateLogGroup on .*[^*]$/;
    expect(all.filter((text) => !known.test(text)).sort()).toEqual([...other].sort());
  });

  test('the task definition has the values of the file', async () => {
    const one = await repo();
    expect(valuesOf(one, expected)).toEqual({ secretVariables: {}, ...expected.taskDefinition });
  });

  test('the task definition equals the given one but for images, roles and log groups', async () => {
    const written = (await repo()).json('pipeline/taskdef.json');
    const text = readFileSync(join(folder, file), 'utf8');
    const raw: unknown = JSON.parse(tolerantJson(text));
    const whole = registrable(Array.isArray(raw) ? { containerDefinitions: raw } : Object(raw));
    const given = JSON.parse(JSON.stringify(whole, leaveOut));
    // The image of the main container is built into ECR: another registry's credentials go with it.
    const [main] = expected.taskDefinition?.containers ?? [];
    for (const one of given.containerDefinitions) {
      if (one.name === main) delete one.repositoryCredentials;
    }
    expect(written).toMatchObject(given);
    const keys = Object.keys(whole).filter((key) => !/RoleArn$/.test(key));
    expect(Object.keys(Object(written))).toEqual(expect.arrayContaining(keys));
  });
});

/** What the answers change; and places of a template, whose values the file does not tell. */
function leaveOut(key: string, value: unknown): unknown {
  const changed = ['image', 'executionRoleArn', 'taskRoleArn', 'awslogs-group'];
  const isPlace = typeof value === 'string' && /YOUR_|[{<]/.test(value);
  return changed.includes(key) || isPlace ? undefined : value;
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  secretsManager: [],
  registryCredentials: [],
  parameters: [],
  kmsKeys: [],
  ecrRepositories: [],
  logStreams: [],
  createLogGroups: [],
  s3Objects: [],
};

function filledUp(part: Readonly<Record<string, readonly string[]>>) {
  return { ...KINDS, ...part };
}

function executionRole(
  granted: readonly Granted[],
  { answers }: Repo,
  { executionRole: expected = {} }: Expectation,
) {
  const of = (action: string) => resourcesOf(granted, action);
  const { registryCredentials = [] } = expected;
  const secrets = of('secretsmanager:GetSecretValue');
  const repository = `repository/${answers.values.repository ?? answers.project}`;
  const isAdded = (arn: string) =>
    arn.endsWith(`:${repository}`) && !expected.ecrRepositories?.includes(arn);
  const groups = (action: string) => [...new Set(of(action).map((arn) => groupName(arn)))].sort();
  expect(of('s3:GetBucketLocation')).toEqual(
    [...new Set(of('s3:GetObject').map((arn) => arn.split('/')[0]))].sort(),
  );
  return {
    secretsManager: secrets.filter((arn) => !registryCredentials.includes(arn)),
    registryCredentials: secrets.filter((arn) => registryCredentials.includes(arn)),
    parameters: of('ssm:GetParameters'),
    kmsKeys: of('kms:Decrypt'),
    ecrRepositories: of('ecr:BatchGetImage').filter((arn) => !isAdded(arn)),
    logStreams: groups('logs:PutLogEvents'),
    createLogGroups: groups('logs:CreateLogGroup'),
    s3Objects: of('s3:GetObject'),
  };
}

function groupName(arn: string): string {
  return arn.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
}

function mountsOf(granted: readonly Granted[]) {
  return granted
    .filter(({ actions }) => actions.includes('elasticfilesystem:ClientMount'))
    .map(({ actions, resources: [fileSystem], condition }) => {
      const point: unknown = Object(Object(condition).ArnEquals)[
        'elasticfilesystem:AccessPointArn'
      ];
      return { fileSystem, ...(point !== undefined && { accessPoint: point }), actions };
    });
}

function valuesOf(repo: Repo, { taskDefinition: expected }: Expectation) {
  const { family, requiresCompatibilities, networkMode, runtimePlatform, containerDefinitions } =
    Object(repo.json('pipeline/taskdef.json'));
  const containers: readonly { name: string; secrets?: { name: string; valueFrom: string }[] }[] =
    containerDefinitions;
  const main = repo.answers.values.container ?? repo.answers.project;
  const others = containers.map(({ name }) => name).filter((name) => name !== main);
  const { cpuArchitecture, operatingSystemFamily } = Object(runtimePlatform);
  const all = {
    family,
    containers: [main, ...others.sort()],
    launchType: requiresCompatibilities.includes('FARGATE')
      ? 'FARGATE'
      : requiresCompatibilities[0],
    networkMode,
    cpuArchitecture,
    operatingSystem: operatingSystemFamily,
    secretVariables: Object.fromEntries(
      containers.flatMap(({ name: of, secrets = [] }) =>
        secrets.map(({ name, valueFrom }) => [of === main ? name : `${of}/${name}`, valueFrom]),
      ),
    ),
  };
  const stated = Object.keys(expected ?? {});
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key === 'secretVariables' || stated.includes(key)),
  );
}
