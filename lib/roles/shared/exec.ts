import { allow } from '../../iam/statements.ts';
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
export const execEncryptLogObjects = allow(
  'ExecEncryptLogObjects',
  ['kms:Decrypt', 'kms:GenerateDataKey'],
  [keyArn('<execLogKmsKeyId>')],
  {
    why: "S3 encrypts each session log with the bucket's key on behalf of this role.",
    conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
  },
);
