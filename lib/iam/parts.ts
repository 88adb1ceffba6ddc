/**
 * Every open part that a policy or a name can hold: what it means, which values it takes, what it
 * is without an answer, and whether it is one value for the whole repo or one per environment.
 */
export interface PartSpec {
  readonly meaning: string;
  /** A value must match this whole pattern. */
  readonly pattern: RegExp;
  /** The pattern in words, for messages. */
  readonly takes: string;
  /** The value without an answer, itself open; absent: an answer is needed where the part is used. */
  readonly initial?: string;
  /** 'once': the same in every environment; 'environment': may differ. */
  readonly scope: 'once' | 'environment';
  /** May be left without a value: the tool resolves it when it deploys. */
  readonly atDeploy?: true;
  /** May have no value in some environment: the setting is then absent there. */
  readonly optional?: true;
  /** Takes several values, separated by commas; the same in every environment. */
  readonly list?: true;
  /** Written into the model as text; targets never see the part. */
  readonly inlined?: true;
}

const name = (most: number) => ({
  pattern: new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,${most - 1}}$`),
  takes: `letters, digits, '-' and '_', beginning with a letter or digit, at most ${most}`,
});
const ACCOUNT = { pattern: /^\d{12}$/, takes: '12 digits' } as const;
const REGION = {
  pattern: /^[a-z]{2,4}(-[a-z]+)+-\d$/,
  takes: 'a Region code such as eu-west-1',
} as const;
const BUCKET = {
  pattern:
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  takes: "3 to 63 lower-case letters, digits, '.' and '-'",
} as const;
const KEY_ID = {
  pattern: /^(mrk-)?[0-9a-f][0-9a-f-]{30,39}$/,
  takes: 'a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias',
} as const;
const OBJECT_KEY = {
  pattern: /^(?!\/)[A-Za-z0-9!_.@=+/-]{1,512}(?<!\/)$/,
  takes: "letters, digits and !_.@=+/- with no '/' at either end",
} as const;
const SECRET = {
  pattern: /^[A-Za-z0-9/_+=.@-]{1,512}$/,
  takes: "a secret's name (letters, digits and /_+=.@-), no '*'",
} as const;
const PARAMETER = {
  pattern: /^(?!\/)[A-Za-z0-9_./-]{1,1011}(?<!\/)$/,
  takes: "a parameter's name without its leading slash (letters, digits and _.-/), no '*'",
} as const;
const LOG_GROUP = {
  pattern: /^[A-Za-z0-9_./#-]{1,512}$/,
  takes: "a log group's name (letters, digits and _./#-)",
} as const;
const REPOSITORY = {
  pattern: /^[a-z0-9]+([._-][a-z0-9]+|__[a-z0-9]+|-+[a-z0-9]+|\/[a-z0-9]+)*$/,
  takes: "an ECR repository's name (lower-case letters, digits and ._-/), 2 to 256",
} as const;
const RESOURCE = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,255}$/,
  takes: 'letters, digits and _.-, beginning with a letter or digit',
} as const;
const ID = { pattern: /^[A-Za-z0-9-]{1,128}$/, takes: "letters, digits and '-'" } as const;

const once = 'once';
const environment = 'environment';

export const PARTS = {
  partition: {
    meaning: 'AWS partition',
    pattern: /^aws(-cn|-us-gov|-iso|-iso-b|-iso-e|-iso-f|-eusc)?$/,
    takes: 'aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f or aws-eusc',
    scope: environment,
    atDeploy: true,
  },
  dnsSuffix: {
    meaning: 'DNS suffix of the partition, such as amazonaws.com',
    pattern: /^[a-z0-9.-]+$/,
    takes: 'a DNS suffix; it follows from the partition',
    scope: environment,
    atDeploy: true,
  },
  region: { meaning: 'Region of the service', ...REGION, scope: environment, atDeploy: true },
  account: {
    meaning: 'ID of the account that owns the roles',
    ...ACCOUNT,
    scope: environment,
    atDeploy: true,
  },
  project: { meaning: 'Project name', ...name(38), scope: once },
  environment: {
    meaning: 'Environment name, such as dev or prod',
    ...name(38),
    scope: environment,
  },
  rolePath: {
    meaning: 'Path of every role, beginning and ending with /',
    pattern: /^\/([\w+=,.@-]+\/)*$/,
    takes: "'/', or a path such as /team/shop/",
    initial: '/',
    scope: once,
    inlined: true,
  },
  permissionsBoundary: {
    meaning: 'ARN of the managed policy that bounds every role',
    pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a managed policy',
    scope: environment,
    optional: true,
  },
  cluster: {
    meaning: 'ECS cluster name',
    ...name(255),
    initial: '<project>-<environment>',
    scope: environment,
  },
  service: { meaning: 'ECS service name', ...name(255), initial: '<project>', scope: environment },
  container: {
    meaning: 'Container name in the task definition',
    ...name(255),
    initial: '<project>',
    scope: environment,
  },
  family: {
    meaning: 'Task definition family',
    ...name(255),
    initial: '<project>-<environment>',
    scope: environment,
  },
  repository: {
    meaning: 'ECR repository name',
    ...REPOSITORY,
    initial: '<project>',
    scope: environment,
  },
  logGroup: {
    meaning: "CloudWatch log group of the service's containers",
    ...LOG_GROUP,
    initial: '/ecs/<project>-<environment>',
    scope: environment,
  },
  buildProject: {
    meaning: 'CodeBuild project name',
    ...name(150),
    initial: '<project>-<environment>-build',
    scope: environment,
  },
  validateProject: {
    meaning: 'CodeBuild project that validates the roles',
    ...name(150),
    initial: '<buildProject>-validate',
    scope: environment,
  },
  pipelineName: {
    meaning: 'CodePipeline pipeline name',
    ...name(100),
    initial: '<project>-<environment>-pipeline',
    scope: environment,
  },
  artifactBucket: {
    meaning: 'Pipeline artifact bucket',
    ...BUCKET,
    initial: '<artifactBucketPrefix>-<account>',
    scope: environment,
  },
  artifactBucketPrefix: {
    meaning: 'Name of the artifact bucket before the account ID',
    pattern: /^[a-z0-9][a-z0-9.-]{0,49}$/,
    takes: "at most 50 lower-case letters, digits, '.' and '-'",
    initial: '<project>-<environment>-artifacts',
    scope: environment,
  },
  artifactKmsKeyId: { meaning: 'Key ID of the artifact bucket', ...KEY_ID, scope: environment },
  connectionService: {
    meaning: "Service prefix of the connection's ARN",
    pattern: /^(codeconnections|codestar-connections)$/,
    takes: 'codeconnections or codestar-connections',
    initial: 'codeconnections',
    scope: environment,
  },
  repositoryId: {
    meaning: 'Source repository, owner/name',
    pattern: /^[\w.-]+(\/[\w.-]+)+$/,
    takes: 'owner/name',
    scope: environment,
  },
  approval: {
    meaning: 'Ask for approval before deploying: true or false',
    pattern: /^(true|false)$/,
    takes: 'true or false',
    scope: environment,
  },
  roleName: {
    meaning: 'Name of a role of this model, written once per role',
    pattern: /^[\w+=,.@-]{1,64}$/,
    takes: 'a role name; it follows from the roles',
    scope: once,
    list: true,
    inlined: true,
  },
  connectionId: {
    meaning: 'ID of the source connection (the part of its ARN after connection/)',
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    takes: 'a UUID',
    scope: environment,
  },
  sourceRepository: {
    meaning: 'CodeCommit repository',
    pattern: /^[\w.-]{1,100}$/,
    takes: 'letters, digits and _.-',
    scope: environment,
  },
  sourceBucket: { meaning: 'S3 source bucket', ...BUCKET, scope: environment },
  sourceKey: { meaning: 'S3 source object key', ...OBJECT_KEY, scope: environment },
  registryAccount: {
    meaning: 'Account that owns the shared ECR repository',
    ...ACCOUNT,
    scope: environment,
  },
  registryRegion: { meaning: 'Region of the shared ECR repository', ...REGION, scope: environment },
  registryRepository: {
    meaning: 'Repository in the other account',
    ...REPOSITORY,
    initial: '<repository>',
    scope: environment,
  },
  baseRepository: { meaning: 'Repository of base images', ...REPOSITORY, scope: environment },
  secretName: { meaning: 'Secrets Manager secret name', ...SECRET, scope: once, list: true },
  parameterName: {
    meaning: 'SSM parameter name without its leading slash',
    ...PARAMETER,
    scope: once,
    list: true,
  },
  secretsKmsKeyId: {
    meaning: 'Key ID of the customer managed key of the secrets and parameters',
    ...KEY_ID,
    scope: environment,
  },
  envFileBucket: { meaning: 'Bucket of the environment files', ...BUCKET, scope: once, list: true },
  envFileKey: {
    meaning: 'Object key of the environment file',
    ...OBJECT_KEY,
    scope: once,
    list: true,
  },
  envFilesKmsKeyId: {
    meaning: 'Key ID of the environment file bucket',
    ...KEY_ID,
    scope: environment,
  },
  registrySecretName: {
    meaning: 'Secret that holds the private registry credentials',
    ...SECRET,
    scope: environment,
  },
  pullThroughPrefix: {
    meaning: 'Repository prefix of the pull-through cache rule',
    ...REPOSITORY,
    scope: environment,
  },
  firelensConfigBucket: {
    meaning: 'Bucket of the FireLens configuration file',
    ...BUCKET,
    scope: environment,
  },
  firelensConfigKey: {
    meaning: 'Object key of the FireLens configuration file',
    ...OBJECT_KEY,
    scope: environment,
  },
  guardDutyAccount: {
    meaning: 'AWS account that hosts the GuardDuty agent image in the Region',
    ...ACCOUNT,
    scope: environment,
  },
  execLogGroup: { meaning: 'Log group of ECS Exec sessions', ...LOG_GROUP, scope: environment },
  execLogBucket: { meaning: 'Bucket of ECS Exec session logs', ...BUCKET, scope: environment },
  execLogPrefix: {
    meaning: 'Key prefix of ECS Exec session logs',
    ...OBJECT_KEY,
    scope: environment,
  },
  execKmsKeyId: {
    meaning: 'Key ID that encrypts ECS Exec sessions',
    ...KEY_ID,
    scope: environment,
  },
  execLogKmsKeyId: { meaning: 'Key ID of the session log bucket', ...KEY_ID, scope: environment },
  securityGroupId: {
    meaning: 'Security group of the container instances',
    pattern: /^sg-[0-9a-f]+$/,
    takes: 'sg- and hexadecimal digits',
    scope: environment,
  },
  targetGroupName: { meaning: 'Target group name', ...RESOURCE, scope: environment },
  classicLoadBalancerName: {
    meaning: 'Classic Load Balancer name',
    ...RESOURCE,
    scope: environment,
  },
  buildSecretName: { meaning: 'Secret read by the buildspec', ...SECRET, scope: once, list: true },
  buildParameterName: {
    meaning: 'Parameter read by the buildspec, no leading slash',
    ...PARAMETER,
    scope: once,
    list: true,
  },
  cacheBucket: { meaning: 'Build cache bucket', ...BUCKET, scope: environment },
  cachePrefix: { meaning: 'Build cache key prefix', ...OBJECT_KEY, scope: environment },
  buildSubnetId: {
    meaning: 'Subnet of the build project',
    pattern: /^subnet-[0-9a-f]+$/,
    takes: 'subnet- and hexadecimal digits',
    scope: environment,
  },
  buildSecurityGroupId: {
    meaning: 'Security group of the build project',
    pattern: /^sg-[0-9a-f]+$/,
    takes: 'sg- and hexadecimal digits',
    scope: environment,
  },
  loadBalancer: { meaning: 'Load balancer name', ...RESOURCE, scope: environment },
  codeDeployApplication: {
    meaning: 'CodeDeploy application',
    ...name(100),
    initial: '<project>-<environment>',
    scope: environment,
  },
  deploymentGroup: {
    meaning: 'CodeDeploy deployment group',
    ...name(100),
    initial: '<project>-<environment>',
    scope: environment,
  },
  deploymentConfig: {
    meaning: 'Deployment configuration',
    ...RESOURCE,
    initial: 'CodeDeployDefault.ECSAllAtOnce',
    scope: environment,
  },
  approvalTopic: {
    meaning: 'SNS topic that a manual approval notifies',
    ...RESOURCE,
    scope: environment,
  },
  deployerRoleArn: {
    meaning: 'ARN of the role that may assume the cross-account pull role',
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a role',
    scope: environment,
  },
  targetAccount: {
    meaning: "Account that may pull from this account's repository",
    ...ACCOUNT,
    scope: once,
    list: true,
  },
  workloadAccount: { meaning: 'Account that runs the tasks', ...ACCOUNT, scope: environment },
  loggingAccount: {
    meaning: 'Account that keeps the central logs',
    ...ACCOUNT,
    scope: environment,
  },
  centralLogGroup: {
    meaning: 'Log group in the logging account',
    ...LOG_GROUP,
    scope: environment,
  },
  destinationName: {
    meaning: 'CloudWatch Logs destination in the logging account',
    pattern: /^[^:*<>"'`$\\\s]{1,512}$/,
    takes: "a destination's name without ':', '*', blanks or quotes",
    scope: environment,
  },
  eventsLogGroup: {
    meaning: 'Log group that AWS services write to',
    ...LOG_GROUP,
    initial: '/aws/events/<project>-<environment>',
    scope: environment,
  },
  organizationId: {
    meaning: 'AWS Organizations ID',
    pattern: /^o-[a-z0-9]{10,32}$/,
    takes: 'o- and 10 to 32 letters and digits',
    scope: environment,
  },
  githubOwner: {
    meaning:
      'GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456',
    pattern: /^[A-Za-z0-9-]{1,39}(@\d+)?$/,
    takes: 'owner, or owner@ownerID',
    scope: environment,
  },
  githubRepository: {
    meaning:
      'GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789',
    pattern: /^[\w.-]{1,100}(@\d+)?$/,
    takes: 'repository, or repository@repositoryID',
    scope: environment,
  },
  githubEnvironment: {
    meaning: 'GitHub environment',
    ...RESOURCE,
    initial: '<environment>',
    scope: environment,
  },
  oidcAudience: {
    meaning: 'Audience of the GitHub token',
    pattern: /^sts\.[a-z0-9.]+$/,
    takes: 'sts.amazonaws.com (sts.amazonaws.com.cn in China)',
    initial: 'sts.amazonaws.com',
    scope: environment,
  },
  branch: {
    meaning: 'Branch that is deployed',
    pattern: /^(?!\/)[\w./-]{1,250}$/,
    takes: 'letters, digits and _./-',
    initial: 'main',
    scope: environment,
  },
  blueTargetGroup: { meaning: 'Target group name', ...RESOURCE, scope: environment },
  greenTargetGroup: { meaning: 'Alternate target group name', ...RESOURCE, scope: environment },
  volumeKmsKeyId: { meaning: 'Key ID of the volumes', ...KEY_ID, scope: environment },
  certificateAuthorityId: { meaning: 'Private CA ID', ...ID, scope: environment },
  latticeTargetGroupId: {
    meaning: 'VPC Lattice target group ID',
    pattern: /^tg-[0-9a-z]+$/,
    takes: 'tg- and letters and digits',
    scope: environment,
  },
  ruleName: {
    meaning: 'EventBridge rule name; <bus>/<rule> for a rule on another bus',
    pattern: /^[\w.-]{1,64}(\/[\w.-]{1,64})?$/,
    takes: 'letters, digits and _.-, at most one /',
    initial: '<project>-<environment>',
    scope: environment,
  },
  scheduleGroup: {
    meaning: 'EventBridge Scheduler schedule group (never a schedule)',
    ...RESOURCE,
    initial: 'default',
    scope: environment,
  },
  deadLetterQueue: { meaning: 'SQS queue name', ...name(80), scope: environment },
  bucketName: { meaning: 'Bucket that the application uses', ...BUCKET, scope: environment },
  prefix: {
    meaning: 'Key prefix in the bucket; without one the whole bucket',
    ...OBJECT_KEY,
    scope: environment,
  },
  tableName: { meaning: 'DynamoDB table', ...RESOURCE, scope: environment },
  queueName: {
    meaning: 'SQS queue',
    pattern: /^[A-Za-z0-9_-]{1,75}(\.fifo)?$/,
    takes: "letters, digits, '-' and '_', with .fifo for a FIFO queue",
    scope: environment,
  },
  topicName: {
    meaning: 'SNS topic',
    pattern: /^[A-Za-z0-9_-]{1,251}(\.fifo)?$/,
    takes: "letters, digits, '-' and '_', with .fifo for a FIFO topic",
    scope: environment,
  },
  eventBusName: {
    meaning: 'EventBridge bus',
    pattern: /^[\w./-]{1,256}$/,
    takes: 'letters, digits and _./-',
    initial: 'default',
    scope: environment,
  },
  eventSource: {
    meaning: 'Source of the events, such as shop.orders',
    pattern: /^(?!aws\.)[\w.-]{1,256}$/,
    takes: "letters, digits and _.-, not beginning with 'aws.'",
    scope: environment,
  },
  streamName: { meaning: 'Kinesis data stream', ...RESOURCE, scope: environment },
  deliveryStream: { meaning: 'Firehose stream', ...RESOURCE, scope: environment },
  sesIdentity: {
    meaning: 'Verified SES identity',
    pattern: /^[A-Za-z0-9.@_+-]{1,320}$/,
    takes: 'a domain or e-mail address',
    scope: environment,
  },
  fromAddress: {
    meaning: 'From address',
    pattern: /^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/,
    takes: 'an e-mail address',
    scope: environment,
  },
  modelId: {
    meaning: 'Bedrock foundation model ID',
    pattern: /^[a-z0-9][a-z0-9.:-]{1,139}$/,
    takes: 'a model ID such as anthropic.claude-3-haiku-20240307-v1:0',
    scope: environment,
  },
  metricsLogGroup: {
    meaning: 'Log group of embedded metrics',
    ...LOG_GROUP,
    initial: '/ecs/<project>-<environment>/metrics',
    scope: environment,
  },
  metricsNamespace: {
    meaning: 'CloudWatch metrics namespace',
    pattern: /^[A-Za-z0-9_.\-#/]{1,255}$/,
    takes: 'letters, digits and _.-#/',
    initial: '<project>',
    scope: environment,
  },
  workspaceId: {
    meaning: 'Managed Prometheus workspace ID',
    pattern: /^ws-[0-9a-z-]+$/,
    takes: 'ws- and letters, digits and -',
    scope: environment,
  },
  parameterPath: {
    meaning: 'SSM parameter path without its leading slash',
    ...PARAMETER,
    scope: environment,
  },
  dataKmsKeyId: { meaning: "Key ID of the application's data", ...KEY_ID, scope: environment },
  kmsService: {
    meaning: 'Service that uses the key, such as s3',
    pattern: /^[a-z0-9-]{1,40}$/,
    takes: 'a service prefix such as s3',
    scope: environment,
  },
  dbResourceId: {
    meaning: 'Resource ID of the database (db-… or cluster-…), not its identifier',
    pattern: /^(db|cluster)-[A-Za-z0-9]+$/,
    takes: 'db-… or cluster-…',
    scope: environment,
  },
  dbUser: {
    meaning: 'Database user',
    pattern: /^[A-Za-z0-9_.-]{1,63}$/,
    takes: 'letters, digits and _.-',
    scope: environment,
  },
  fileSystemId: {
    meaning: 'EFS file system ID',
    pattern: /^fs-[0-9a-f]+$/,
    takes: 'fs- and hexadecimal digits',
    scope: environment,
  },
  accessPointId: {
    meaning: 'EFS access point ID',
    pattern: /^fsap-[0-9a-f]+$/,
    takes: 'fsap- and hexadecimal digits',
    scope: environment,
  },
  stateMachineName: { meaning: 'Step Functions state machine', ...name(80), scope: environment },
  appConfigApplication: { meaning: 'AppConfig application ID', ...ID, scope: environment },
  appConfigEnvironment: { meaning: 'AppConfig environment ID', ...ID, scope: environment },
  appConfigProfile: { meaning: 'AppConfig configuration profile ID', ...ID, scope: environment },
  environmentSid: {
    meaning: 'Project and environment as part of a Sid in a policy that several environments share',
    pattern: /^[A-Za-z0-9]{1,80}$/,
    takes: 'letters and digits; derived from the two names',
    scope: environment,
  },
} as const satisfies Record<string, PartSpec>;

/** The name of an open part. */
export type OpenPart = keyof typeof PARTS;

/** Values of open parts; a part that is absent has no value (yet). */
export type PartValues = { readonly [Part in OpenPart]?: string };

/** Every open part's name, in the table's order. */
export const OPEN_PARTS = Object.keys(PARTS) as readonly OpenPart[];

/** Gives a part's row with the optional fields visible to the compiler. */
export function partSpec(part: OpenPart): PartSpec {
  return PARTS[part];
}

/** True for the name of a part. */
export function isOpenPart(name: string): name is OpenPart {
  return Object.hasOwn(PARTS, name);
}
