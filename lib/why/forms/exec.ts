import type { Asker } from '../diagnosis.ts';
import { arnHere, askerIn, type Form, type Reading, steps } from '../form.ts';

const CHANNELS =
  'ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel on "*"';

/** ECS Exec and EFS: what the task role does without an SDK. */
export const TASK_FORMS: readonly Form[] = [
  {
    id: 'exec-not-connected',
    pattern: /TargetNotConnected|execute command failed due to an internal error/i,
    read: () => ({
      kind: 'missing-permission',
      role: 'task',
      action: 'ssmmessages:CreateControlChannel',
      resource: '*',
      meaning:
        'The agent in the container has no channel: most often the task role, not the execution role, lacks the four ssmmessages actions.',
      steps: steps(`Allow the task role ${CHANNELS}, and start a new task.`, [
        'If it has them, see whether the agent runs (a missing route, a missing ssmmessages endpoint or readonlyRootFilesystem stops it):',
        "aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query 'tasks[0].containers[].managedAgents'",
      ]),
    }),
  },
  {
    id: 'exec-log-group',
    pattern:
      /encryption is not set up on the selected CloudWatch Logs log group|validate encryption on (?:the )?CloudWatch Logs/i,
    read: () => ({
      kind: 'missing-permission',
      role: 'task',
      action: 'logs:DescribeLogGroups',
      resource: '*',
      meaning:
        'The text misleads where the group is encrypted: the agent could not look it up, because the task role lacks logs:DescribeLogGroups.',
      steps: steps(
        'Allow the task role logs:DescribeLogGroups on "*", and logs:CreateLogStream, DescribeLogStreams and PutLogEvents on the log group of Exec.',
        [
          'Only if the group has no key, associate one, or switch cloudWatchEncryptionEnabled off:',
          "aws logs describe-log-groups --log-group-name-prefix GROUP --query 'logGroups[].[logGroupName,kmsKeyId]'",
        ],
      ),
    }),
  },
  {
    id: 'exec-log-bucket',
    pattern:
      /validate encryption on (?:the )?(?:Amazon )?S3 bucket|encryption is not set up on the selected Amazon S3 bucket/i,
    read: (_, { message: { text } }) => ({
      kind: 'missing-permission',
      role: 'task',
      action: 's3:GetEncryptionConfiguration',
      resource: bucketIn(text),
      meaning: 'The agent could not look up how the bucket of the session logs is encrypted.',
      steps: steps(
        'Allow the task role s3:GetBucketLocation and GetEncryptionConfiguration on the bucket, and s3:PutObject on its prefix.',
      ),
    }),
  },
  {
    id: 'exec-key',
    pattern: /Fetching data key failed|Unable to retrieve data key|handshake timed out.*KMS/i,
    read: (_, { denial }) => ({
      kind: 'kms',
      role: 'task',
      action: 'kms:Decrypt',
      resource: denial?.resource ?? null,
      meaning:
        'The data channel of the session is encrypted with a key that one of the two sides may not use.',
      steps: steps(
        'Allow the task role kms:Decrypt on the key, and whoever opens the session kms:GenerateDataKey; the key policy has to delegate to IAM or name both.',
        [
          'See which key the cluster names:',
          "aws ecs describe-clusters --clusters CLUSTER --include CONFIGURATIONS --query 'clusters[0].configuration.executeCommandConfiguration.kmsKeyId'",
        ],
      ),
    }),
  },
  {
    id: 'efs-denied',
    pattern:
      /mount\.nfs4?: access denied by server while mounting (fs-[\da-f]+)(?:\.efs\.([a-z\d-]+)\.)?|mount\.nfs4?: access denied/i,
    read: ([, id, region], reading) => ({
      kind: 'missing-permission',
      role: 'task',
      action: 'elasticfilesystem:ClientMount',
      resource:
        id === undefined
          ? null
          : arnHere(
              { ...reading, region: region ?? reading.region },
              'elasticfilesystem',
              `file-system/${id}`,
            ),
      meaning:
        'The network is fine; EFS refuses the client, because its file system policy does not admit anonymous mounts.',
      steps: steps(
        'Set transitEncryption and authorizationConfig.iam to ENABLED on the volume of the task definition.',
        'Allow the task role, not the execution role, elasticfilesystem:ClientMount, and ClientWrite to write, on the file system, by access point where one is used.',
        [
          'See what the file system asks for:',
          `aws efs describe-file-system-policy --file-system-id ${id ?? 'FILE-SYSTEM'}`,
        ],
      ),
    }),
  },
  {
    id: 'database-login',
    pattern: /PAM authentication failed for user|Access denied for user '[^']+'@/i,
    read: (_, reading) => ({
      kind: 'missing-permission',
      role: taskIn(reading),
      action: 'rds-db:connect',
      resource: null,
      meaning:
        'The database refuses the token: the role may not connect as this user, the user is not made for IAM, or the token is older than 15 minutes.',
      steps: steps(
        'Allow the task role rds-db:connect on dbuser:RESOURCE-ID/USER (the resource ID begins with db- or cluster-, it is not the name).',
        [
          'See the resource ID:',
          "aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier,DbiResourceId,IAMDatabaseAuthenticationEnabled]'",
        ],
        "PostgreSQL: GRANT rds_iam TO USER. MySQL: CREATE USER … IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'.",
      ),
    }),
  },
  {
    id: 'cache-login',
    pattern: /WRONGPASS invalid username-password/i,
    read: (_, reading) => ({
      kind: 'missing-permission',
      role: taskIn(reading),
      action: 'elasticache:Connect',
      resource: null,
      meaning:
        'The cache refuses the token: the role may not connect as this user, or the token is older than 15 minutes.',
      steps: steps(
        'Allow the task role elasticache:Connect on the cache and on the user; the ID and the name of the user have to be the same, and TLS has to be on.',
      ),
    }),
  },
];

function taskIn(reading: Reading): Asker {
  const asker = askerIn(reading);
  return asker === 'operator' || asker === 'none' ? 'task' : asker;
}

function bucketIn(text: string): string | null {
  const name = /bucket[:( ]+"?([a-z\d][a-z\d.-]{2,62})"?/.exec(text)?.[1];
  return name === undefined || ['error', 'because', 'encryption'].includes(name)
    ? null
    : `arn:aws:s3:::${name}`;
}
