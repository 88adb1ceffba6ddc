import { isWindows } from '../../answers/platform.ts';
import type { Answers } from '../../answers/types.ts';

const OPTION = 'task-execution';

/** AWS for Fluent Bit. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-using-fluentbit.html */
const FLUENT_BIT = 'public.ecr.aws/aws-observability/aws-for-fluent-bit';

/** The awslogs driver, which writes to the log group of the service. */
export function awslogs(answers: Answers, prefix: string): object {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': '${LOG_GROUP}',
      'awslogs-region': '${AWS_REGION}',
      'awslogs-stream-prefix': prefix,
      ...(createsLogGroup(answers) && { 'awslogs-create-group': 'true' }),
    },
  };
}

/** True where the log driver makes the log group. */
export function createsLogGroup({ options }: Answers): boolean {
  return options[`${OPTION}.awslogsCreateGroup`] === true;
}

/** How the application logs: to the log group, or through the log router that was asked for. */
export function logConfiguration(answers: Answers): object {
  if (!isRouted(answers)) return awslogs(answers, '${CONTAINER}');
  return {
    logDriver: 'awsfirelens',
    // Without a grant the outputs stand in the file that the router loads.
    ...(routesToCloudWatch(answers) && {
      options: {
        Name: 'cloudwatch_logs',
        region: '${AWS_REGION}',
        log_group_name: '${LOG_GROUP}',
        log_stream_prefix: '${CONTAINER}/',
      },
    }),
  };
}

/** The containers beside the application that options and grants are for. */
export function sidecars(answers: Answers): readonly object[] {
  return [...(isRouted(answers) ? [logRouter(answers)] : []), ...privateImage(answers)];
}

/** True where the task definition has a container whose image needs the credentials of a registry. */
export function namesPrivateImage(answers: Answers): boolean {
  return privateImage(answers).length > 0;
}

/** True for a configuration in S3 that a log router of the tasks can load: on Fargate it cannot. */
export function loadsFirelensConfig({ options, launchType }: Answers): boolean {
  return options[`${OPTION}.firelensS3Config`] === true && launchType !== 'fargate';
}

function isRouted(answers: Answers): boolean {
  return routesToCloudWatch(answers) || loadsFirelensConfig(answers);
}

function routesToCloudWatch({ grants }: Answers): boolean {
  return grants.some(({ preset }) => preset === 'firelensCloudWatch');
}

/** Its own log does not go through itself. */
function logRouter(answers: Answers): object {
  const config = '${FIRELENS_CONFIG_BUCKET}/${FIRELENS_CONFIG_KEY}';
  return {
    name: 'log-router',
    image: `${FLUENT_BIT}:${isWindows(answers.platform) ? 'windowsservercore-latest' : 'stable'}`,
    essential: true,
    firelensConfiguration: {
      type: 'fluentbit',
      ...(loadsFirelensConfig(answers) && {
        options: {
          'config-file-type': 's3',
          'config-file-value': `arn:\${PARTITION}:s3:::${config}`,
        },
      }),
    },
    memoryReservation: 50,
    logConfiguration: awslogs(answers, 'log-router'),
  };
}

/** The application's image is in ECR, so the credentials are for the image of a container beside it. */
function privateImage(answers: Answers): readonly object[] {
  const { registryImage } = answers.values;
  if (answers.options[`${OPTION}.privateRegistryCredentials`] !== true || !registryImage) return [];
  const secret = 'secret:${REGISTRY_SECRET_NAME}';
  return [
    {
      name: 'sidecar',
      image: registryImage,
      essential: false,
      repositoryCredentials: {
        credentialsParameter: `arn:\${PARTITION}:secretsmanager:\${AWS_REGION}:\${ACCOUNT_ID}:${secret}`,
      },
      memoryReservation: 50,
      logConfiguration: awslogs(answers, 'sidecar'),
    },
  ];
}
