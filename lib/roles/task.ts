import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** The identity of the application code: every AWS SDK call the containers make, and ECS Exec. */
export const taskRole = {
  id: 'task',
  title: 'ECS task role',
  name: open('<project>-ecs-task-role-<environment>'),
  recommended: true,
  purpose:
    'The identity of the application code: every AWS SDK call the containers make, and ECS Exec.',
  why: 'Without options the role has a trust policy and no permissions, which is a valid and useful starting point: task-grants.json lists what can be added.',
  trust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
    }),
  ],
  policies: [],
  options: {
    ecsExec: {
      summary:
        'ECS Exec: the SSM agent inside the container runs with the task role, so these four actions belong here and nowhere else.',
      policy: 'EcsExec',
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
      requires: ['ecsExec'],
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
      requires: ['ecsExec'],
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
      requires: ['ecsExec'],
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
      requires: ['ecsExec', 'execLogsToS3'],
    },
  },
  notGranted: [],
  sources: [
    'Amazon ECS task IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'Monitor Amazon ECS containers with ECS Exec — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  ],
} as const satisfies Role;
