import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Lets the ECS and Fargate agents pull the image, write the container logs and inject secrets before the application starts. The application cannot use it. */
export const taskExecutionRole = {
  id: 'task-execution',
  title: 'ECS task execution role',
  name: open('<project>-ecs-task-execution-role-<environment>'),
  recommended: true,
  purpose:
    'Lets the ECS and Fargate agents pull the image, write the container logs and inject secrets before the application starts. The application cannot use it.',
  why: 'Every Fargate task that pulls from a private ECR repository, uses awslogs or injects secrets needs one.',
  trust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
    }),
  ],
  strictTrust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
    }),
  ],
  policies: [
    {
      name: 'TaskExecution',
      statements: [
        allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], { why: '' }),
        allow(
          'EcrPull',
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
        allow(
          'WriteLogs',
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          ['arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:*'],
          { why: '' },
        ),
      ],
    },
  ],
  options: {
    secretsManagerSecrets: {
      summary:
        'Injects named Secrets Manager secrets. The six-character suffix AWS adds is written as -??????.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'ReadSecrets',
          ['secretsmanager:GetSecretValue'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:<secretName>-??????'],
          { why: '' },
        ),
      ],
    },
    ssmParameters: {
      summary: 'Injects named SSM parameters.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'ReadParameters',
          ['ssm:GetParameters'],
          ['arn:<partition>:ssm:<region>:<account>:parameter/<parameterName>'],
          { why: '' },
        ),
      ],
    },
    secretsKmsKey: {
      summary:
        'The secrets or SecureString parameters use a customer managed key. Not needed for the aws/secretsmanager and aws/ssm keys, and never for encrypted logs.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'DecryptSecrets',
          ['kms:Decrypt'],
          ['arn:<partition>:kms:<region>:<account>:key/<secretsKmsKeyId>'],
          {
            why: '',
            conditions: {
              StringEquals: {
                'kms:ViaService': [
                  'secretsmanager.<region>.<dnsSuffix>',
                  'ssm.<region>.<dnsSuffix>',
                ],
              },
            },
          },
        ),
      ],
    },
    s3EnvFiles: {
      summary: 'environmentFiles in the task definition read .env objects from S3.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'ReadEnvFiles',
          ['s3:GetObject'],
          ['arn:<partition>:s3:::<envFileBucket>/<envFileKey>'],
          { why: '' },
        ),
        allow(
          'LocateEnvFileBucket',
          ['s3:GetBucketLocation'],
          ['arn:<partition>:s3:::<envFileBucket>'],
          { why: '' },
        ),
      ],
    },
    envFilesKmsKey: {
      summary: 'The environment file bucket uses SSE-KMS with a customer managed key.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'DecryptEnvFiles',
          ['kms:Decrypt'],
          ['arn:<partition>:kms:<region>:<account>:key/<envFilesKmsKeyId>'],
          {
            why: '',
            conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
          },
        ),
      ],
      requires: ['s3EnvFiles'],
    },
    privateRegistryCredentials: {
      summary:
        'repositoryCredentials: a registry outside ECR whose credentials are in Secrets Manager.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'ReadRegistryCredentials',
          ['secretsmanager:GetSecretValue'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:<registrySecretName>-??????'],
          { why: '' },
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
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:BatchImportUpstreamImage',
            'ecr:CreateRepository',
            'ecr:GetDownloadUrlForLayer',
          ],
          ['arn:<partition>:ecr:<region>:<account>:repository/<pullThroughPrefix>/*'],
          { why: '' },
        ),
      ],
    },
    crossAccountEcr: {
      summary:
        'Pulls from a repository in another account. The repository policy there must also allow it; ecr:GetAuthorizationToken is always called in the own account.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'EcrPullCrossAccount',
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          [
            'arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<registryRepository>',
          ],
          { why: '' },
        ),
      ],
    },
    awslogsCreateGroup: {
      summary:
        'awslogs-create-group is true. Both ARN forms are listed because the request ARN ends in :log-stream:.',
      policy: 'TaskExecution',
      statements: [
        allow(
          'CreateLogGroup',
          ['logs:CreateLogGroup'],
          [
            'arn:<partition>:logs:<region>:<account>:log-group:<logGroup>',
            'arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:*',
          ],
          { why: '' },
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
          { why: '' },
        ),
        allow(
          'LocateFirelensBucket',
          ['s3:GetBucketLocation'],
          ['arn:<partition>:s3:::<firelensConfigBucket>'],
          { why: '' },
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
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          [
            'arn:<partition>:ecr:<region>:<guardDutyAccount>:repository/aws-guardduty-agent-fargate',
          ],
          { why: '' },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'),
    opens:
      'Grants the same ECR and Logs actions on "*"; any task with it can pull every repository and write to every log group of the account. It never covers secrets, parameters, env files or KMS. Works as a drop-in for the TaskExecution base statements.',
  },
  notGranted: [],
  sources: [
    'Amazon ECS task execution IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy — https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
    'Pass secrets to a container — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    'Pull-through cache required permissions — https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html',
    'GuardDuty Runtime Monitoring for Fargate — https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html',
  ],
} as const satisfies Role;
