import type { TaskStatement } from '../answers/types.ts';
import { PULL_ACTIONS } from '../roles/shared/images.ts';
import type { FirelensNeed } from './firelens.ts';
import type { LogGroup } from './logs.ts';
import type { Needs } from './needs.ts';

const LOGS = 'arn:<partition>:logs';

/** The statements that the execution role needs beside its options. */
export function executionStatements(needs: readonly Needs[]): readonly TaskStatement[] {
  const groups = needs.flatMap((one) => one.otherLogGroups);
  const objects = needs.flatMap((one) => one.configFiles);
  return some([
    statement('EcrPullOthers', PULL_ACTIONS, {
      resources: needs
        .flatMap((one) => one.otherRepositories)
        .map(
          ({ account = '<account>', region = '<region>', repository }) =>
            `arn:<partition>:ecr:${region}:${account}:repository/${repository}`,
        ),
      why: 'The task definition names images in these repositories.',
    }),
    statement('WriteOtherLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], {
      resources: groups.map((one) => `${groupArn(one)}:*`),
      why: 'The awslogs driver of further containers, or in another Region, writes to these log groups.',
    }),
    statement('CreateOtherLogGroups', ['logs:CreateLogGroup'], {
      resources: groups
        .filter((one) => one.isCreated)
        .flatMap((one) => [groupArn(one), `${groupArn(one)}:*`]),
      why: 'The awslogs driver creates these log groups when awslogs-create-group is true.',
    }),
    statement('ReadRegistryCredentials', ['secretsmanager:GetSecretValue'], {
      resources: needs
        .flatMap((one) => one.registrySecrets)
        .map(
          ({ account = '<account>', region = '<region>', name, suffix = '??????' }) =>
            `arn:<partition>:secretsmanager:${region}:${account}:secret:${name}-${suffix}`,
        ),
      why: 'The agent logs in to the registries that the task definition gives credentials for.',
    }),
    statement('DescribeFileSystems', ['fsx:DescribeFileSystems'], {
      resources: needs.some(({ mountsFsx }) => mountsFsx) ? ['*'] : [],
      why: 'The agent looks up the name by which the volume on FSx is mounted; the action supports only *.',
    }),
    statement('ReadFirelensConfig', ['s3:GetObject'], {
      resources: objects.map(({ bucket, key }) => `arn:<partition>:s3:::${bucket}/${key}`),
      why: 'The agent downloads the configuration of the log router, or the credential spec of gMSA.',
    }),
    statement('LocateFirelensBucket', ['s3:GetBucketLocation'], {
      resources: objects.map(({ bucket }) => `arn:<partition>:s3:::${bucket}`),
      why: 'The agent reads the Region of the bucket before it downloads the file.',
    }),
  ]);
}

/** The statements that the task role needs: what EFS and the log router do with it. */
export function taskStatements(needs: readonly Needs[]): readonly TaskStatement[] {
  return [...mounts(needs), ...routes(needs.flatMap((one) => one.firelens))];
}

const EFS = 'arn:<partition>:elasticfilesystem:<region>:<account>';

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function mounts(needs: readonly Needs[]): readonly TaskStatement[] {
  const written = new Map<string, boolean>();
  for (const { fileSystemId, accessPointId = '', isWritten } of needs.flatMap((one) => one.efs)) {
    const key = `${fileSystemId} ${accessPointId}`;
    written.set(key, isWritten || written.get(key) === true);
  }
  return [...written].map(([key, isWritten], index) => {
    const [fileSystemId = '', accessPointId = ''] = key.split(' ');
    const point = `${EFS}:access-point/${accessPointId}`;
    return {
      sid: `MountFileSystem${index === 0 ? '' : index + 1}`,
      actions: [
        'elasticfilesystem:ClientMount',
        ...(isWritten ? ['elasticfilesystem:ClientWrite'] : []),
      ],
      resources: [`${EFS}:file-system/${fileSystemId}`],
      ...(accessPointId !== '' && {
        conditions: { ArnEquals: { 'elasticfilesystem:AccessPointArn': [point] } },
      }),
      why: isWritten
        ? 'A container writes to this file system, which is mounted with IAM.'
        : 'The containers read this file system, which is mounted with IAM.',
    };
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html */
function routes(needs: readonly FirelensNeed[]): readonly TaskStatement[] {
  const of = (kind: FirelensNeed['kind']) => needs.filter((one) => one.kind === kind);
  const why = 'The log router sends logs there with the task role.';
  const regional = (service: string, resource: string) => (one: FirelensNeed) =>
    `arn:<partition>:${service}:${one.region ?? '<region>'}:<account>:${resource}/${one.name}`;
  const created = of('logs').filter((one) => one.isCreated);
  const streams = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
  return some([
    statement('RouteLogs', streams, {
      resources: of('logs').map((one) => `${groupArn(one)}:*`),
      why,
    }),
    statement('CreateRoutedLogGroups', ['logs:CreateLogGroup'], {
      resources: created.flatMap((one) => [groupArn(one), `${groupArn(one)}:*`]),
      why: 'The log router creates the log group (auto_create_group).',
    }),
    statement('RouteToFirehose', ['firehose:PutRecordBatch'], {
      resources: of('firehose').map(regional('firehose', 'deliverystream')),
      why,
    }),
    statement('RouteToKinesis', ['kinesis:PutRecords'], {
      resources: of('kinesis').map(regional('kinesis', 'stream')),
      why,
    }),
    statement('RouteToS3', ['s3:PutObject'], {
      resources: of('s3').map(({ name }) => `arn:<partition>:s3:::${name}/*`),
      why,
    }),
  ]);
}

function groupArn({ name, region = '<region>' }: Pick<LogGroup, 'name' | 'region'>): string {
  return `${LOGS}:${region}:<account>:log-group:${name}`;
}

function statement(
  sid: string,
  actions: readonly string[],
  { resources, why }: Required<Pick<TaskStatement, 'resources' | 'why'>>,
): TaskStatement {
  return { sid, actions: [...actions], resources: [...new Set(resources)].sort(), why };
}

function some(statements: readonly TaskStatement[]): readonly TaskStatement[] {
  return statements.filter(({ resources }) => resources.length > 0);
}
