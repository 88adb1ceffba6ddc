import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { keyArn } from './arns.ts';
import { writeLogStreams } from './logs.ts';

/** Allows the channels of ECS Exec sessions. */
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
    why: 'The SSM agent in the container opens the channels of each ECS Exec session; these actions support only *.',
  },
);

/** Allows session logs in CloudWatch Logs. */
export const execCloudWatchLogs = [
  allow('ExecFindLogGroups', ['logs:DescribeLogGroups'], ['*'], {
    why: 'The SSM agent lists log groups to find the one for its session logs; this action supports only *.',
  }),
  writeLogStreams(
    'ExecWriteLogs',
    '<execLogGroup>',
    'The SSM agent writes the input and the output of each session to a log stream.',
  ),
] as const;

/** Allows session logs in S3. */
export const execS3Logs = [
  allow(
    'ExecLogBucket',
    ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
    ['arn:<partition>:s3:::<execLogBucket>'],
    {
      why: 'The SSM agent reads the Region and the encryption of the bucket before a session starts.',
    },
  ),
  allow(
    'ExecWriteLogObjects',
    ['s3:PutObject'],
    ['arn:<partition>:s3:::<execLogBucket>/<execLogPrefix>/*'],
    { why: 'The SSM agent writes the log of each session as an object when the session ends.' },
  ),
] as const;

/** Allows the key of the session's data channel. */
export const execDecryptSession = allow(
  'ExecDecryptSession',
  ['kms:Decrypt'],
  [keyArn('<execKmsKeyId>')],
  { why: 'The SSM agent decrypts the data key that encrypts the data channel of the session.' },
);

/** Allows the key of the bucket with the session logs. */
const execEncryptLogObjects = allow(
  'ExecEncryptLogObjects',
  ['kms:Decrypt', 'kms:GenerateDataKey'],
  [keyArn('<execLogKmsKeyId>')],
  {
    why: "S3 encrypts each session log with the bucket's key on behalf of this role.",
    conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
  },
);

/** The ECS Exec options of a role; each of them requires the options in `base`. */
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
        'The data channel of the session is encrypted with a customer managed key. Whoever calls ExecuteCommand needs kms:GenerateDataKey on the same key.',
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
