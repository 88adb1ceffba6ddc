import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** The requirement's separate Exec role: a task role that carries only the ECS Exec permissions. */
export const ecsExecRole = {
  id: 'ecs-exec',
  title: 'ECS Exec role (separate-role compatibility)',
  name: open('<project>-ecs-exec-role-<environment>'),
  recommended: false,
  purpose:
    "The requirement's separate Exec role: a task role that carries only the ECS Exec permissions.",
  why: "ECS has no place to name an Exec role. The SSM agent in the container uses the credentials of the task role, so this role takes effect only in a task definition whose taskRoleArn is this role (a debugging sidecar family, for example). Prefer the ecsExec option of the task role. The requirement's note, to add the permissions to the task execution role, has no effect.",
  trust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
    }),
  ],
  policies: [
    {
      name: 'EcsExec',
      statements: [
        allow(
          'ExecChannels',
          [
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          ['*'],
          { why: '' },
        ),
      ],
    },
  ],
  options: {
    execLogsToCloudWatch: {
      summary:
        "The cluster's executeCommandConfiguration writes session logs to a CloudWatch log group.",
      policy: 'EcsExec',
      statements: [
        allow('ExecFindLogGroups', ['logs:DescribeLogGroups'], ['*'], { why: '' }),
        allow(
          'ExecWriteLogs',
          ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          ['arn:<partition>:logs:<region>:<account>:log-group:<execLogGroup>:*'],
          { why: '' },
        ),
      ],
    },
    execLogsToS3: {
      summary: "The cluster's executeCommandConfiguration writes session logs to an S3 bucket.",
      policy: 'EcsExec',
      statements: [
        allow(
          'ExecLogBucket',
          ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
          ['arn:<partition>:s3:::<execLogBucket>'],
          { why: '' },
        ),
        allow(
          'ExecWriteLogObjects',
          ['s3:PutObject'],
          ['arn:<partition>:s3:::<execLogBucket>/<execLogPrefix>/*'],
          { why: '' },
        ),
      ],
    },
    execKmsKey: {
      summary:
        "The session's data channel is encrypted with a customer managed key. The person who calls ExecuteCommand needs kms:GenerateDataKey on the same key.",
      policy: 'EcsExec',
      statements: [
        allow(
          'ExecDecryptSession',
          ['kms:Decrypt'],
          ['arn:<partition>:kms:<region>:<account>:key/<execKmsKeyId>'],
          { why: '' },
        ),
      ],
    },
    execLogsS3KmsKey: {
      summary: 'The S3 bucket of the session logs uses SSE-KMS with a customer managed key.',
      policy: 'EcsExec',
      statements: [
        allow(
          'ExecEncryptLogObjects',
          ['kms:Decrypt', 'kms:GenerateDataKey'],
          ['arn:<partition>:kms:<region>:<account>:key/<execLogKmsKeyId>'],
          {
            why: '',
            conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
          },
        ),
      ],
      requires: ['execLogsToS3'],
    },
  },
  notGranted: [],
  sources: [
    'Monitor Amazon ECS containers with ECS Exec — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    'Amazon ECS task IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
} as const satisfies Role;
