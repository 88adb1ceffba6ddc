import { allow } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { keyArn, parameterArn, secretArn } from './shared/arns.ts';
import { ecrAuthToken, ecrPull, ecrPullCrossAccount, PULL_ACTIONS } from './shared/images.ts';
import { createLogGroup, writeLogs } from './shared/logs.ts';
import { ecsTasksOfAccount, ecsTasksOfRegion } from './shared/trust.ts';
import type { Role, RoleOption } from './types.ts';

/** For what the agent reads before it starts the container. */
const secretOptions = {
  secretsManagerSecrets: {
    summary:
      'ECS injects the named Secrets Manager secrets into the container. The pattern -?????? matches the six characters that Secrets Manager adds to the name.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadSecrets', ['secretsmanager:GetSecretValue'], [secretArn('<secretName>')], {
        why: 'The agent reads the secrets that the task definition names and sets them as environment variables.',
      }),
    ],
    whenOff: 'The answers name no secret; --secrets grants it on the secrets that you name.',
  },
  ssmParameters: {
    summary: 'ECS injects the named SSM parameters into the container.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadParameters', ['ssm:GetParameters'], [parameterArn('<parameterName>')], {
        why: 'The agent reads the parameters that the task definition names; it never calls GetParameter.',
      }),
    ],
    whenOff:
      'The answers name no parameter; --parameters grants it on the parameters that you name.',
  },
  secretsKmsKey: {
    summary:
      'The secrets or SecureString parameters are encrypted with a customer managed key. The keys aws/secretsmanager and aws/ssm do not need it, and neither do encrypted log groups.',
    policy: 'TaskExecution',
    statements: [
      allow('DecryptSecrets', ['kms:Decrypt'], [keyArn('<secretsKmsKeyId>')], {
        why: 'Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; the condition allows no direct call to KMS.',
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
    summary: 'The task definition names environment files (environmentFiles) in S3.',
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
        { why: 'The agent reads the Region of the bucket before it downloads the file.' },
      ),
    ],
    whenOff:
      'The answers name no environment file; --env-files grants it on the objects that you name.',
  },
  envFilesKmsKey: {
    summary: 'The bucket of the environment files uses SSE-KMS with a customer managed key.',
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

/** For images in other registries, and for the log configuration. */
const imageOptions = {
  privateRegistryCredentials: {
    summary:
      'The image is in a private registry outside ECR, and repositoryCredentials names the secret with its credentials.',
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
      'The image comes through an ECR pull-through cache rule. The first pull of each image needs ecr:CreateRepository, unless its repository exists.',
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
      'The image is in a repository of another account, and its repository policy must allow this role too. The agent calls ecr:GetAuthorizationToken in its own account.',
    policy: 'TaskExecution',
    statements: [ecrPullCrossAccount],
  },
  awslogsCreateGroup: {
    summary:
      'The log configuration sets awslogs-create-group to true. The statement lists both ARN forms of the log group, because the ARN of the request ends in :log-stream:.',
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
      'FireLens loads its configuration file from S3 (config-file-type s3). Tasks on Fargate do not support that; there the init image of AWS for Fluent Bit reads S3 with the task role.',
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
        { why: 'The agent reads the Region of the bucket before it downloads the file.' },
      ),
    ],
  },
  guardDutyRuntimeMonitoring: {
    summary:
      'GuardDuty Runtime Monitoring on Fargate adds a sidecar container, and its image is in a repository of AWS. Without this statement the role can pull from your own repository only.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'EcrPullGuardDutyAgent',
        PULL_ACTIONS,
        ['arn:<partition>:ecr:<region>:<guardDutyAccount>:repository/aws-guardduty-agent-fargate'],
        {
          why: 'GuardDuty adds its agent to each task, and ECS pulls the image of the agent from a repository of AWS.',
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** The role of the agent that starts the containers; the application cannot use it. */
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
      'It grants the same ECR and Logs actions on "*": a task with it can pull from every repository and write to every log group of the account. It grants nothing on secrets, parameters, environment files or KMS keys.',
  },
  risk: 'Whoever controls a task definition that names it chooses the image and gets every secret that it may inject. The deploying roles pass no other role than this and the task role, and each secret is named.',
  notGranted: [
    {
      action: 'kms:Decrypt',
      on: 'the key of an encrypted log group',
      reason:
        'CloudWatch Logs uses the key itself, so a role that writes to an encrypted log group needs no KMS permission.',
    },
    ...[
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ].map((action) => ({
      action,
      reason:
        'It has no effect on this role: the SSM agent of ECS Exec uses the task role, and --exec task grants it there.',
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
