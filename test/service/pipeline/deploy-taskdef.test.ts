import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { pipelineKind } from '../../support/pipeline-kinds.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import { GITHUB_ANSWERS } from './workflow-cases.ts';

const MINUTES = 60_000;
const REGISTRY = `${MOTO_ACCOUNT}.dkr.ecr.${MOTO_REGION}.amazonaws.com`;
const REVISION = `arn:aws:ecs:${MOTO_REGION}:${MOTO_ACCOUNT}:task-definition/shop-dev`;
const IMAGE = `${REGISTRY}/shop@sha256:${'a'.repeat(64)}`;

/** The rollout fails as by the circuit breaker: a task stops, and ECS goes back to revision 2. */
const ROLLS_BACK = `
if [ "$1 $2" != 'ecs wait' ]; then PATH="$PATH_OF_AWS" exec aws "$@"; fi
export PATH="$PATH_OF_AWS"
aws ec2 run-instances --image-id ami-12c6146b >/dev/null
task=$(aws ecs run-task --cluster shop-dev --task-definition shop-dev --launch-type FARGATE \\
  --network-configuration "$NETWORK" --query 'tasks[0].taskArn' --output text)
aws ecs stop-task --cluster shop-dev --task "$task" --reason 'Essential container in task exited' >/dev/null
aws ecs update-service --cluster shop-dev --service shop --task-definition shop-dev:2 >/dev/null
`;

describeWith(['moto_server', 'aws', 'jq'], 'the task definition is deployed', () => {
  let moto: Moto;
  let repo: ScriptRepo;

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
  const begin = async (answers: Answers, fake?: string) => {
    const files = await renderStarter(buildService(answers));
    repo = scriptRepo(files, { ...moto.env, NETWORK: network() }, fake);
  };
  const deploy = (...flags: readonly string[]) => repo.run('deploy-taskdef.sh', 'dev', ...flags);
  const edit = (change: (text: string) => string) => {
    const path = join(repo.folder, 'pipeline/taskdef.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const createService = (...more: readonly string[]) => {
    aws('ecs', 'create-cluster', '--cluster-name', 'shop-dev');
    aws(
      ...['ecs', 'create-service', '--cluster', 'shop-dev', '--service-name', 'shop'],
      ...['--task-definition', 'shop-dev', '--desired-count', '0', '--launch-type', 'FARGATE'],
      ...['--network-configuration', network(), ...more],
    );
  };
  /** What a push does with deploy kind `pipeline`: the same revision with another image. */
  const push = () => {
    const { taskDefinition } = JSON.parse(
      aws('ecs', 'describe-task-definition', '--task-definition', 'shop-dev'),
    );
    const [container] = taskDefinition.containerDefinitions;
    const registered = {
      ...Object.fromEntries(
        COPIED.flatMap((name) =>
          taskDefinition[name] === undefined ? [] : [[name, taskDefinition[name]]],
        ),
      ),
      containerDefinitions: [{ ...container, image: IMAGE }],
    };
    aws('ecs', 'register-task-definition', '--cli-input-json', JSON.stringify(registered));
    aws(
      ...['ecs', 'update-service', '--cluster', 'shop-dev', '--service', 'shop'],
      ...['--task-definition', `${REVISION}:2`],
    );
  };
  const running = () =>
    aws(
      ...['ecs', 'describe-services', '--cluster', 'shop-dev', '--services', 'shop'],
      ...['--query', 'services[0].taskDefinition', '--output', 'text'],
    );
  const revisions = () =>
    JSON.parse(aws('ecs', 'list-task-definitions', '--query', 'taskDefinitionArns'));

  beforeAll(async () => {
    moto = await startMoto();
  }, MINUTES);
  afterAll(() => moto.stop());
  beforeEach(() => moto.reset());
  afterEach(() => repo.remove());

  test.each(['cloudformation', 'terraform', 'cdk', 'cli'] as const)(
    'with %s the first revision waits for its service',
    async (target) => {
      await begin({ ...pipelineKind('the defaults'), target });
      const first = deploy();
      expect([first.status, first.stderr, revisions()]).toEqual([0, '', [`${REVISION}:1`]]);
      expect(first.stdout).toContain(`with image ${REGISTRY}/shop:first`);
      expect(first.stdout).toContain('There is no service shop yet: README.md');
    },
    MINUTES,
  );

  test(
    'the service keeps its image, and gets what is changed in the file',
    async () => {
      await begin({ ...pipelineKind('the defaults'), target: 'cli' });
      expect(deploy().status).toBe(0);
      createService();
      push();

      edit((text) => text.replace('"memory": "512"', '"memory": "1024"'));
      const dry = deploy('--dry-run');
      expect([dry.status, dry.writes, running()]).toEqual([0, [], `${REVISION}:2`]);
      expect(dry.stdout).toContain('would run: aws ecs update-service');
      const run = deploy();
      expect([run.status, run.stderr, running()]).toEqual([0, '', `${REVISION}:3`]);
      expect(run.stdout).toContain(
        `The service runs ${REVISION}:3 with image ${IMAGE}: stable, rollout COMPLETED.`,
      );
      const { taskDefinition } = JSON.parse(
        aws('ecs', 'describe-task-definition', '--task-definition', 'shop-dev:3'),
      );
      expect(taskDefinition).toMatchObject({
        memory: '1024',
        containerDefinitions: [{ name: 'shop', image: IMAGE }],
      });
    },
    2 * MINUTES,
  );

  test(
    'a rollout that fails is told with its events and why tasks stopped',
    async () => {
      await begin({ ...pipelineKind('the defaults'), target: 'cli' }, ROLLS_BACK);
      expect(deploy().status).toBe(0);
      createService();
      push();
      edit((text) => text.replace('"essential": true', '"essential": true, "memory": 256'));
      const run = deploy();
      expect([run.status, running()]).toEqual([1, 'shop-dev:2']);
      expect(run.stderr).toContain('  It runs shop-dev:2\n');
      expect(run.stderr).toContain('  A task stopped: Essential container in task exited\n');
      expect(run.stderr).toContain(
        `error: The service is not as wanted with ${REVISION}:3: not stable, rollout COMPLETED.\n`,
      );
    },
    2 * MINUTES,
  );

  test(
    'CodeDeploy owns the rollout of its service',
    async () => {
      await begin({ ...pipelineKind('CodeDeploy deploys'), target: 'cli' });
      expect(deploy().status).toBe(0);
      createService('--deployment-controller', 'type=CODE_DEPLOY');
      edit((text) => text.replace('"memory": "512"', '"memory": "1024"'));
      const run = deploy();
      expect([run.status, running()]).toEqual([0, `${REVISION}:1`]);
      expect(run.writes).toEqual([expect.stringMatching(/^ecs register-task-definition /)]);
      expect(run.stdout).toContain(
        'The service shop stays as it is: CODE_DEPLOY rolls out pipeline/taskdef.json at the next push.',
      );
      const image = 'taskDefinition.containerDefinitions[0].image';
      const words = ['--task-definition', 'shop-dev:2', '--query', image, '--output', 'text'];
      expect(aws('ecs', 'describe-task-definition', ...words)).toBe(`${REGISTRY}/shop:first`);
    },
    MINUTES,
  );

  test(
    'with GitHub Actions it is the same, and the tags of the revision are those of the file',
    async () => {
      const environments = GITHUB_ANSWERS.environments.map((one) => ({
        ...one,
        values: { ...one.values, account: MOTO_ACCOUNT },
      }));
      await begin({ ...GITHUB_ANSWERS, environments, target: 'cli' });
      const dry = deploy('--dry-run');
      expect([dry.status, dry.stderr, dry.writes, revisions()]).toEqual([0, '', [], []]);
      expect(dry.stdout).toContain('would run: aws ecs register-task-definition');
      expect(deploy().status).toBe(0);
      createService();
      edit((text) => text.replace('"ecs-iam:family"', '"team"'));
      const run = deploy();
      expect([run.status, run.stderr, running()]).toEqual([0, '', `${REVISION}:2`]);
      const words = [
        '--task-definition',
        'shop-dev:2',
        '--include',
        'TAGS',
        '--query',
        'tags[].key',
      ];
      expect(JSON.parse(aws('ecs', 'describe-task-definition', ...words))).toContain('team');
    },
    MINUTES,
  );

  test(
    'a service without the container is left alone',
    async () => {
      await begin({ ...pipelineKind('the defaults'), target: 'cli' });
      expect(deploy().status).toBe(0);
      createService();
      const other = [{ name: 'web', image: 'web', memory: 128 }];
      aws(
        ...['ecs', 'register-task-definition', '--family', 'other'],
        ...['--container-definitions', JSON.stringify(other)],
      );
      const words = ['--cluster', 'shop-dev', '--service', 'shop', '--task-definition'];
      aws('ecs', 'update-service', ...words, 'other:1');
      const run = deploy();
      expect([run.status, run.writes]).toEqual([1, []]);
      expect(run.stderr).toContain('error: other:1 has no container shop');
    },
    MINUTES,
  );
});

const COPIED = [
  ...['family', 'networkMode', 'requiresCompatibilities', 'cpu', 'memory', 'volumes'],
  ...['executionRoleArn', 'taskRoleArn'],
];
