import type { Answers, DeployKind, NamedResource } from '../../answers/types.ts';
import { variableOf } from '../../answers/variables.ts';
import { roleArn } from '../../iam/role-arn.ts';
import type { Service } from '../types.ts';

/** The port of the starter container. */
export const CONTAINER_PORT = 8080;

/**
 * A volume for temporary files, empty when a task starts: it lies in the task's ephemeral storage.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
const SCRATCH = 'tmp';

/**
 * The task definition that a deployment registers, with `${NAME}` places that the build fills from
 * its environment: Fargate, the roles that are made, the log group, secrets by reference, a health check.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function taskDefinition({ answers, model }: Pick<Service, 'answers' | 'model'>): object {
  return {
    family: '${FAMILY}',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    ...(roleArn(model, 'task-execution') && { executionRoleArn: '${EXECUTION_ROLE_ARN}' }),
    ...(roleArn(model, 'task') && { taskRoleArn: '${TASK_ROLE_ARN}' }),
    containerDefinitions: [container(answers)],
    volumes: [{ name: SCRATCH }],
    ...(TAGGED.includes(answers.deploy) && { tags: TAGS }),
  };
}

/** The kinds that register the file themselves: the tags of a revision are those of the file. */
const TAGGED: readonly DeployKind[] = ['build', 'github'];

const TAGS = [
  { key: 'ecs-iam:environment', value: '${ENVIRONMENT}' },
  { key: 'ecs-iam:family', value: '${FAMILY}' },
];

function container(answers: Answers): object {
  const secrets = [...secretReferences(answers), ...parameterReferences(answers)];
  const environmentFiles = answers.envFiles.map(({ bucket, key }) => ({
    value: place(`arn:\${PARTITION}:s3:::${bucket}/${key}`),
    type: 's3',
  }));
  return {
    name: '${CONTAINER}',
    image: answers.deploy === 'codedeploy' ? '<IMAGE1_NAME>' : '${IMAGE_URI}',
    essential: true,
    portMappings: [{ containerPort: CONTAINER_PORT, protocol: 'tcp' }],
    ...(secrets.length > 0 && { secrets }),
    ...(environmentFiles.length > 0 && { environmentFiles }),
    // The agent of ECS Exec writes to the container's root file system.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    readonlyRootFilesystem: answers.exec !== 'task',
    mountPoints: [{ sourceVolume: SCRATCH, containerPath: '/tmp' }],
    // ECS Exec leaves its agent's children behind unless an init process reaps them.
    ...(answers.exec === 'task' && { linuxParameters: { initProcessEnabled: true } }),
    healthCheck: {
      command: [
        'CMD-SHELL',
        `wget -q -O /dev/null http://localhost:${CONTAINER_PORT}/health || exit 1`,
      ],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: 10,
    },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '${LOG_GROUP}',
        'awslogs-region': '${AWS_REGION}',
        'awslogs-stream-prefix': '${CONTAINER}',
      },
    },
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
