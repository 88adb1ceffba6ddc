import {
  ACCOUNT,
  BUCKET,
  dotted,
  ID,
  KEY_ID,
  LOAD_BALANCING,
  LOG_GROUP,
  name,
  OBJECT_KEY,
  PARAMETER,
  type PlaceholderSpec,
  REGION,
  REPOSITORY,
  SECRET,
} from './patterns.ts';

/** Images, secrets, files and ECS Exec sessions of a task. */
export const CONTAINERS_PLACEHOLDERS = {
  registryAccount: {
    meaning: 'Account that owns the shared ECR repository',
    ...ACCOUNT,
    scope: 'environment',
  },
  registryRegion: {
    meaning: 'Region of the shared ECR repository',
    ...REGION,
    initial: '<region>',
    scope: 'environment',
  },
  registryRepository: {
    meaning: 'Repository in the other account',
    ...REPOSITORY,
    initial: '<repository>',
    scope: 'environment',
  },
  secretName: { meaning: 'Secrets Manager secret name', ...SECRET, scope: 'once', list: true },
  parameterName: {
    meaning: 'SSM parameter name without its leading slash',
    ...PARAMETER,
    scope: 'once',
    list: true,
  },
  secretsKmsKeyId: {
    meaning: 'Key ID of the customer managed key of the secrets and parameters',
    ...KEY_ID,
    scope: 'environment',
  },
  envFileBucket: {
    meaning: 'Bucket of the environment files',
    ...BUCKET,
    scope: 'once',
    list: true,
  },
  envFileKey: {
    meaning: 'Object key of the environment file',
    ...OBJECT_KEY,
    scope: 'once',
    list: true,
  },
  envFilesKmsKeyId: {
    meaning: 'Key ID of the environment file bucket',
    ...KEY_ID,
    scope: 'environment',
  },
  registrySecretName: {
    meaning: 'Secret that holds the private registry credentials',
    ...SECRET,
    scope: 'environment',
  },
  registryImage: {
    meaning: 'Image in the private registry, which a container beside the application runs',
    pattern:
      /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?$/,
    takes: 'the address of an image such as ghcr.io/acme/agent:1.2',
    scope: 'once',
    optional: true,
  },
  pullThroughPrefix: {
    meaning: 'Repository prefix of the pull-through cache rule',
    ...REPOSITORY,
    scope: 'environment',
  },
  firelensConfigBucket: {
    meaning: 'Bucket of the FireLens configuration file',
    ...BUCKET,
    scope: 'environment',
  },
  firelensConfigKey: {
    meaning: 'Object key of the FireLens configuration file',
    ...OBJECT_KEY,
    scope: 'environment',
  },
  guardDutyAccount: {
    meaning: 'AWS account that hosts the GuardDuty agent image in the Region',
    ...ACCOUNT,
    scope: 'environment',
  },
  execLogGroup: { meaning: 'Log group of ECS Exec sessions', ...LOG_GROUP, scope: 'environment' },
  execLogBucket: { meaning: 'Bucket of ECS Exec session logs', ...BUCKET, scope: 'environment' },
  execLogPrefix: {
    meaning: 'Key prefix of ECS Exec session logs',
    ...OBJECT_KEY,
    scope: 'environment',
  },
  execKmsKeyId: {
    meaning: 'Key ID that encrypts ECS Exec sessions',
    ...KEY_ID,
    scope: 'environment',
  },
  execLogKmsKeyId: { meaning: 'Key ID of the session log bucket', ...KEY_ID, scope: 'environment' },
} as const satisfies Record<string, PlaceholderSpec>;

/** Load balancers, volumes, schedules and GitHub: each belongs to a few roles. */
export const ROLES_PLACEHOLDERS = {
  securityGroupId: {
    meaning: 'Security group of the container instances',
    pattern: /^sg-[0-9a-f]+$/,
    takes: 'sg- and hexadecimal digits',
    scope: 'environment',
  },
  targetGroupName: { meaning: 'Target group name', ...LOAD_BALANCING, scope: 'environment' },
  classicLoadBalancerName: {
    meaning: 'Classic Load Balancer name',
    ...LOAD_BALANCING,
    scope: 'environment',
  },
  githubOwner: {
    meaning:
      'GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456',
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}(@\d+)?$/,
    takes: 'owner, or owner@ownerID',
    scope: 'environment',
  },
  githubRepository: {
    meaning:
      'GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789',
    pattern: /^[\w.-]{1,100}(@\d+)?$/,
    takes: 'repository, or repository@repositoryID',
    scope: 'environment',
  },
  githubEnvironment: {
    meaning: 'GitHub environment',
    pattern: /^[A-Za-z0-9][\w./-]{0,254}$/,
    takes: 'letters, digits and _./-, beginning with a letter or digit',
    initial: '<environment>',
    scope: 'environment',
  },
  oidcAudience: {
    meaning: 'Audience of the GitHub token',
    pattern: /^[A-Za-z0-9][\w.:/-]{0,254}$/,
    takes:
      'sts.amazonaws.com (sts.amazonaws.com.cn in China), or the audience that the workflow asks for',
    initial: 'sts.amazonaws.com',
    scope: 'environment',
  },
  branch: {
    meaning: 'Branch that is deployed',
    pattern: /^(?![/-])[\w./@+-]{1,250}$/,
    takes: 'letters, digits and _./@+-',
    initial: 'main',
    scope: 'environment',
  },
  blueTargetGroup: { meaning: 'Target group name', ...LOAD_BALANCING, scope: 'environment' },
  greenTargetGroup: {
    meaning: 'Alternate target group name',
    ...LOAD_BALANCING,
    scope: 'environment',
  },
  volumeKmsKeyId: { meaning: 'Key ID of the volumes', ...KEY_ID, scope: 'environment' },
  certificateAuthorityId: { meaning: 'Private CA ID', ...ID, scope: 'environment' },
  latticeTargetGroupId: {
    meaning: 'VPC Lattice target group ID',
    pattern: /^tg-[0-9a-z]+$/,
    takes: 'tg- and letters and digits',
    scope: 'environment',
  },
  ruleName: {
    meaning: 'EventBridge rule name; <bus>/<rule> for a rule on another bus',
    pattern: /^([\w./-]{1,256}\/)?[\w.-]{1,64}$/,
    takes: 'letters, digits and _.-, after the bus and / where it is another bus',
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  scheduleGroup: {
    meaning: 'EventBridge Scheduler schedule group (never a schedule)',
    ...dotted(1, 64),
    initial: 'default',
    scope: 'environment',
  },
  runnerStateMachine: {
    meaning: 'State machine that starts the task',
    ...name(80),
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  runnerFunction: {
    meaning: 'Lambda function that starts the task',
    ...name(64),
    initial: '<project>-<environment>-runner',
    scope: 'environment',
  },
  airflowRoleArn: {
    meaning: 'ARN of the role that Airflow runs with',
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a role',
    scope: 'environment',
  },
  hookFunction: {
    meaning: 'Lambda function that is a lifecycle hook of a deployment',
    ...name(64),
    initial: '<project>-<environment>-hook',
    scope: 'environment',
  },
  upstreamAccount: {
    meaning: 'Account of the ECR registry that a pull-through cache rule copies from',
    ...ACCOUNT,
    scope: 'environment',
  },
  upstreamRegion: {
    meaning: 'Region of that ECR registry',
    ...REGION,
    initial: '<region>',
    scope: 'environment',
  },
  templateKmsKeyId: {
    meaning: 'Key ID of the repositories of a creation template',
    ...KEY_ID,
    scope: 'environment',
  },
  deadLetterQueue: { meaning: 'SQS queue name', ...name(80), scope: 'environment' },
} as const satisfies Record<string, PlaceholderSpec>;
