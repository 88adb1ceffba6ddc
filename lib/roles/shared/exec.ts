import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { keyArn } from './arns.ts';
import { writeLogStreams } from './logs.ts';

/** The channels of an ECS Exec session. */
export const execChannels = allow(
  'ExecChannels',
  [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  ['*'],
  {
    why: 'The SSM agent in the container opens the channels of each ECS Exec session; IAM offers no resource for them.',
  },
);

/** Session logs in CloudWatch Logs. */
export const execCloudWatchLogs = [
  allow('ExecFindLogGroups', ['logs:DescribeLogGroups'], ['*'], {
    why: 'The SSM agent looks for the log group by listing; IAM offers no resource for the list.',
  }),
  writeLogStreams(
    'ExecWriteLogs',
    '<execLogGroup>',
    'The SSM agent writes what was typed and shown in a session to its own stream.',
  ),
] as const;

/** Session logs in S3. */
export const execS3Logs = [
  allow(
    'ExecLogBucket',
    ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
    ['arn:<partition>:s3:::<execLogBucket>'],
    { why: 'The SSM agent finds the bucket and checks that it is encrypted before a session.' },
  ),
  allow(
    'ExecWriteLogObjects',
    ['s3:PutObject'],
    ['arn:<partition>:s3:::<execLogBucket>/<execLogPrefix>/*'],
    { why: "The SSM agent stores each session's log as an object when the session ends." },
  ),
] as const;

/** The key of the session's data channel. */
export const execDecryptSession = allow(
  'ExecDecryptSession',
  ['kms:Decrypt'],
  [keyArn('<execKmsKeyId>')],
  { why: 'The SSM agent decrypts the data key that encrypts the session on its way.' },
);

/** The key of the bucket with the session logs. */
const execEncryptLogObjects = allow(
  'ExecEncryptLogObjects',
  ['kms:Decrypt', 'kms:GenerateDataKey'],
  [keyArn('<execLogKmsKeyId>')],
  {
    why: "S3 encrypts each session log with the bucket's key on behalf of this role.",
    conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
  },
);

/** The options of a role that runs ECS Exec's agent; `base` are the options each of them needs. */
export function execOptions(base: readonly string[]) {
  return {
    execLogsToCloudWatch: {
      summary:
        "The cluster's executeCommandConfiguration writes session logs to a CloudWatch log group.",
      policy: 'EcsExec',
      statements: execCloudWatchLogs,
      requires: base,
    },
    execLogsToS3: {
      summary: "The cluster's executeCommandConfiguration writes session logs to an S3 bucket.",
      policy: 'EcsExec',
      statements: execS3Logs,
      requires: base,
    },
    execKmsKey: {
      summary:
        "The session's data channel is encrypted with a customer managed key. The person who calls ExecuteCommand needs kms:GenerateDataKey on the same key.",
      policy: 'EcsExec',
      statements: [execDecryptSession],
      requires: base,
    },
    execLogsS3KmsKey: {
      summary: 'The S3 bucket of the session logs uses SSE-KMS with a customer managed key.',
      policy: 'EcsExec',
      statements: [execEncryptLogObjects],
      requires: [...base, 'execLogsToS3'],
    },
  } as const satisfies Record<string, RoleOption>;
}
