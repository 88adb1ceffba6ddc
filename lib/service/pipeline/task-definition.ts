import { isWindows } from '../../answers/platform.ts';
import { hasService } from '../../answers/promotion.ts';
import type {
  Answers,
  DeployKind,
  GivenTaskDefinition,
  NamedResource,
} from '../../answers/types.ts';
import { variableOf } from '../../answers/variables.ts';
import { roleArn } from '../../iam/role-arn.ts';
import type { Service } from '../types.ts';
import { givenTaskDefinition, portOf } from './given-task-definition.ts';
import { logConfiguration, sidecars } from './sidecars.ts';
import { containerSize, fileSystems, settingsOf } from './task-settings.ts';

type Roles = Pick<Service, 'answers' | 'model'>;

/** The port of the starter container. */
const CONTAINER_PORT = 8080;

/** An AppSpec file of the repo, and the port that the load balancer sends to. */
export interface AppSpecFile {
  readonly path: string;
  /** The first of the main container; in its own place it may be a text. */
  readonly port: string;
  readonly environment?: string;
}

/** One AppSpec file, or one for each environment where their task definitions have different ports. */
export function appSpecFiles({ taskDefinitions, environments }: Answers): readonly AppSpecFile[] {
  const portIn = (given: GivenTaskDefinition | undefined) =>
    (given && portOf(given)) ?? String(CONTAINER_PORT);
  const own = environments.filter(hasService).map(({ name: environment }) => ({
    environment,
    path: `pipeline/appspec-${environment}.yaml`,
    port: portIn(
      taskDefinitions.find((one) => one.environment === environment) ?? taskDefinitions[0],
    ),
  }));
  const isOne = new Set(own.map(({ port }) => port)).size < 2;
  return isOne ? [{ path: 'pipeline/appspec.yaml', port: portIn(taskDefinitions[0]) }] : own;
}

/**
 * A volume for temporary files, empty when a task starts: it lies in the task's ephemeral storage.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
const SCRATCH = 'tmp';

/** A task definition, and the file of the repo that holds it. */
export interface TaskDefinitionFile {
  readonly path: string;
  readonly definition: object;
  /** True for an environment that deploys it. */
  readonly serves: (environment: string) => boolean;
}

/** The file of the environment at hand, as a shell finds it in the repo. */
export function taskDefinitionPath({ taskDefinitions }: Answers): string {
  return taskDefinitions.length < 2 ? ONE : 'pipeline/taskdef-$ENVIRONMENT.json';
}

/** The same as people read it. */
export function shownTaskDefinitionPath(answers: Answers): string {
  return taskDefinitionPath(answers).replace('$ENVIRONMENT', 'ENV');
}

const ONE = 'pipeline/taskdef.json';

/**
 * The task definitions of the repo: one for all environments, or one for each that was given for an
 * environment; the others have the first.
 */
export function taskDefinitionFiles(service: Roles): readonly TaskDefinitionFile[] {
  const { taskDefinitions, environments } = service.answers;
  if (taskDefinitions.length < 2) {
    return [{ path: ONE, definition: taskDefinition(service), serves: () => true }];
  }
  return environments.filter(hasService).map(({ name }) => {
    const given = taskDefinitions.find((one) => one.environment === name);
    return {
      path: `pipeline/taskdef-${name}.json`,
      definition: taskDefinition(service, given ?? taskDefinitions[0]),
      serves: (environment) => environment === name,
    };
  });
}

/**
 * The task definition that a deployment registers, with `${NAME}` places that the build fills from
 * its environment: where it runs, the roles that are made, the log group, secrets by reference, a health check.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function taskDefinition(
  { answers, model }: Roles,
  given: GivenTaskDefinition | undefined = answers.taskDefinitions[0],
): object {
  const roles = {
    ...(roleArn(model, 'task-execution') && { executionRoleArn: '${EXECUTION_ROLE_ARN}' }),
    ...(roleArn(model, 'task') && { taskRoleArn: '${TASK_ROLE_ARN}' }),
  };
  const isTagged = TAGGED.includes(answers.deploy);
  if (given !== undefined) {
    const tags = isTagged ? TAGS : [];
    return givenTaskDefinition(given, answers, { image: imageOf(answers), roles, tags });
  }
  return {
    family: '${FAMILY}',
    ...settingsOf(answers),
    ...roles,
    containerDefinitions: [container(answers), ...sidecars(answers)],
    ...volumesOf(answers),
    ...(isTagged && { tags: TAGS }),
  };
}

/** The kinds that register the file themselves: the tags of a revision are those of the file. */
const TAGGED: readonly DeployKind[] = ['build', 'github'];

const TAGS = [
  { key: 'ecs-iam:environment', value: '${ENVIRONMENT}' },
  { key: 'ecs-iam:family', value: '${FAMILY}' },
];

function imageOf({ deploy }: Answers): string {
  return deploy === 'codedeploy' ? '<IMAGE1_NAME>' : '${IMAGE_URI}';
}

function volumesOf(answers: Answers): object {
  const volumes = isWindows(answers.platform)
    ? []
    : [{ name: SCRATCH }, ...fileSystems(answers).volumes];
  return volumes.length > 0 ? { volumes } : {};
}

/**
 * Containers on Windows have no read-only root, no init process and no volume at /tmp.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
function ofLinux(answers: Answers): object {
  if (isWindows(answers.platform)) return {};
  return {
    // The agent of ECS Exec writes to the container's root file system.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    readonlyRootFilesystem: answers.exec !== 'task',
    mountPoints: [{ sourceVolume: SCRATCH, containerPath: '/tmp' }, ...fileSystems(answers).mounts],
    // ECS Exec leaves its agent's children behind unless an init process reaps them.
    ...(answers.exec === 'task' && { linuxParameters: { initProcessEnabled: true } }),
  };
}

function container(answers: Answers): object {
  const secrets = [...secretReferences(answers), ...parameterReferences(answers)];
  const environmentFiles = answers.envFiles.map(({ bucket, key }) => ({
    value: place(`arn:\${PARTITION}:s3:::${bucket}/${key}`),
    type: 's3',
  }));
  return {
    name: '${CONTAINER}',
    image: imageOf(answers),
    essential: true,
    portMappings: [{ containerPort: CONTAINER_PORT, protocol: 'tcp' }],
    ...(secrets.length > 0 && { secrets }),
    ...(environmentFiles.length > 0 && { environmentFiles }),
    ...ofLinux(answers),
    ...containerSize(answers),
    healthCheck: {
      command: [
        'CMD-SHELL',
        `${isWindows(answers.platform) ? 'curl.exe -fsS' : 'wget -q -O /dev/null'} http://localhost:${CONTAINER_PORT}/health || exit 1`,
      ],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: 10,
    },
    logConfiguration: logConfiguration(answers),
  };
}

function secretReferences({ secrets }: Answers): readonly object[] {
  return secrets.map((one) => {
    const name = one.suffix === undefined ? one.name : `${one.name}-${one.suffix}`;
    const part = one.part === undefined ? '' : `:${one.part}`;
    return reference(one, 'secretsmanager', `secret:${name}${part}`);
  });
}

function parameterReferences({ parameters }: Answers): readonly object[] {
  return parameters.map((one) => reference(one, 'ssm', `parameter/${one.name}`));
}

function reference(named: NamedResource, service: string, resource: string): object {
  const { region = '${AWS_REGION}', account = '${ACCOUNT_ID}' } = named;
  return {
    name: variableOf(named),
    valueFrom: place(`arn:\${PARTITION}:${service}:${region}:${account}:${resource}`),
  };
}

function place(value: string): string {
  return value.replaceAll('<environment>', '${ENVIRONMENT}').replaceAll('<project>', '${PROJECT}');
}
