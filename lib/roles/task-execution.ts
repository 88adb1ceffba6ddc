import { allow } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { keyArn, parameterArn, secretArn } from './shared/arns.ts';
import { ecrAuthToken, ecrPull, ecrPullCrossAccount, PULL_ACTIONS } from './shared/images.ts';
import { createLogGroup, writeLogs } from './shared/logs.ts';
import { ecsTasksOfAccount, ecsTasksOfRegion } from './shared/trust.ts';
import type { Role, RoleOption } from './types.ts';

/** What the agent reads for the container before the application starts. */
const secretOptions = {
  secretsManagerSecrets: {
    summary:
      'Injects named Secrets Manager secrets. The six-character suffix AWS adds is written as -??????.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadSecrets', ['secretsmanager:GetSecretValue'], [secretArn('<secretName>')], {
        why: 'The agent reads the secrets that the task definition names and sets them as environment variables.',
      }),
    ],
    whenOff: 'No secret is named; --secrets grants it on the named ones alone.',
  },
  ssmParameters: {
    summary: 'Injects named SSM parameters.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadParameters', ['ssm:GetParameters'], [parameterArn('<parameterName>')], {
        why: 'The agent reads the parameters that the task definition names; it never calls GetParameter.',
      }),
    ],
    whenOff: 'No parameter is named; --parameters grants it on the named ones alone.',
  },
  secretsKmsKey: {
    summary:
      'The secrets or SecureString parameters use a customer managed key. Not needed for the aws/secretsmanager and aws/ssm keys, and never for encrypted logs.',
    policy: 'TaskExecution',
    statements: [
      allow('DecryptSecrets', ['kms:Decrypt'], [keyArn('<secretsKmsKeyId>')], {
        why: 'Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; a direct call is refused.',
        conditions: {
          StringEquals: {
            'kms:ViaService': ['secretsmanager.<region>.<dnsSuffix>', 'ssm.<region>.<dnsSuffix>'],
          },
        },
      }),
    ],
    whenOff:
      'The AWS managed keys of Secrets Manager and Parameter Store need no KMS permission; --kms-key grants it for a customer managed key.',
  },
  s3EnvFiles: {
    summary: 'environmentFiles in the task definition read .env objects from S3.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadEnvFiles',
        ['s3:GetObject'],
        ['arn:<partition>:s3:::<envFileBucket>/<envFileKey>'],
        { why: 'The agent downloads the environment files that the task definition names.' },
      ),
      allow(
        'LocateEnvFileBucket',
        ['s3:GetBucketLocation'],
        ['arn:<partition>:s3:::<envFileBucket>'],
        { why: "The agent asks for the bucket's Region before it downloads." },
      ),
    ],
    whenOff: 'No environment file is named; --env-files grants it on the named objects alone.',
  },
  envFilesKmsKey: {
    summary: 'The environment file bucket uses SSE-KMS with a customer managed key.',
    policy: 'TaskExecution',
    statements: [
      allow('DecryptEnvFiles', ['kms:Decrypt'], [keyArn('<envFilesKmsKeyId>')], {
        why: 'S3 decrypts the environment files with this key on behalf of the agent.',
        conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
      }),
    ],
    requires: ['s3EnvFiles'],
  },
} as const satisfies Record<string, RoleOption>;

/** Images from elsewhere, and the agent's own configuration. */
const imageOptions = {
  privateRegistryCredentials: {
    summary:
      'repositoryCredentials: a registry outside ECR whose credentials are in Secrets Manager.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadRegistryCredentials',
        ['secretsmanager:GetSecretValue'],
        [secretArn('<registrySecretName>')],
        { why: 'The agent reads the user name and password of the registry that holds the image.' },
      ),
    ],
  },
  ecrPullThroughCache: {
    summary:
      'Pulls through an ECR pull-through cache rule. CreateRepository is needed for the first pull of each image; drop it where repositories are created beforehand.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'EcrPullThroughCache',
        [...PULL_ACTIONS, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        ['arn:<partition>:ecr:<region>:<account>:repository/<pullThroughPrefix>/*'],
        {
          why: "The first pull of an upstream image creates its repository under the rule's prefix and imports the image.",
        },
      ),
    ],
  },
  crossAccountEcr: {
    summary:
      'Pulls from a repository in another account. The repository policy there must also allow it; ecr:GetAuthorizationToken is always called in the own account.',
    policy: 'TaskExecution',
    statements: [ecrPullCrossAccount],
  },
  awslogsCreateGroup: {
    summary:
      'awslogs-create-group is true. Both ARN forms are listed because the request ARN ends in :log-stream:.',
    policy: 'TaskExecution',
    statements: [
      createLogGroup(
        'CreateLogGroup',
        '<logGroup>',
        'The awslogs driver creates the log group when awslogs-create-group is true.',
      ),
    ],
  },
  firelensS3Config: {
    summary:
      'FireLens loads its configuration file from S3 (config-file-type s3). EC2 only: tasks on Fargate support only config-file-type file; the init image of AWS for Fluent Bit reads S3 with the task role instead.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadFirelensConfig',
        ['s3:GetObject'],
        ['arn:<partition>:s3:::<firelensConfigBucket>/<firelensConfigKey>'],
        { why: 'The agent downloads the configuration file for the log router container.' },
      ),
      allow(
        'LocateFirelensBucket',
        ['s3:GetBucketLocation'],
        ['arn:<partition>:s3:::<firelensConfigBucket>'],
        { why: "The agent asks for the bucket's Region before it downloads." },
      ),
    ],
  },
  guardDutyRuntimeMonitoring: {
    summary:
      'GuardDuty Runtime Monitoring on Fargate injects a sidecar from an AWS-owned repository. A role whose pull is limited to the own repository must add it, or the agent is not covered.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'EcrPullGuardDutyAgent',
        PULL_ACTIONS,
        ['arn:<partition>:ecr:<region>:<guardDutyAccount>:repository/aws-guardduty-agent-fargate'],
        { why: "GuardDuty adds its agent to each task, pulled from AWS's own repository." },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** Lets the agent start the containers; the application never has these credentials. */
export const taskExecutionRole = {
  id: 'task-execution',
  title: 'ECS task execution role',
  name: template('<project>-ecs-task-execution-role-<environment>'),
  recommended: true,
  purpose:
    'Lets the ECS and Fargate agents pull the image, write the container logs and inject secrets before the application starts. The application cannot use it.',
  why: 'Every Fargate task that pulls from a private ECR repository, uses awslogs or injects secrets needs one.',
  trust: [ecsTasksOfAccount],
  strictTrust: [ecsTasksOfRegion],
  policies: [{ name: 'TaskExecution', statements: [ecrAuthToken, ecrPull, writeLogs] }],
  options: { ...secretOptions, ...imageOptions },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'),
    opens:
      'Grants the same ECR and Logs actions on "*"; any task with it can pull every repository and write to every log group of the account. It never covers secrets, parameters, env files or KMS. Works as a drop-in for the TaskExecution base statements.',
  },
  notGranted: [
    {
      action: 'kms:Decrypt',
      on: 'the key of an encrypted log group',
      reason:
        'CloudWatch Logs encrypts and decrypts with its key itself; who writes or reads an encrypted log group needs no KMS permission.',
    },
    ...[
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ].map((action) => ({
      action,
      reason:
        'Without effect on this role: the SSM agent of ECS Exec runs in the container with the task role, which gets it with --exec task.',
    })),
  ],
  sources: [
    'Amazon ECS task execution IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
    'Pass secrets to a container: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    'Pull-through cache required permissions: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html',
    'GuardDuty Runtime Monitoring for Fargate: https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html',
    'Encrypt log data in CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  ],
} as const satisfies Role;
