import type { Placeholder } from '../../iam/placeholders.ts';

/**
 * A text that people paste in place of a name, as a template: `<name>` is the name, `<partition>`,
 * `<region>`, `<account>` and `<dnsSuffix>` say where the thing lies, `<_>` is passed over, `<six>` is
 * what Secrets Manager adds, and the name of a placeholder gives that placeholder its value. What
 * stands in `[]` may be absent.
 */
export type Form = string;

/** An ARN of this account and Region. */
function arn(service: string, resource: string): Form {
  return `arn:<partition>:${service}:<region>:<account>:${resource}`;
}

const KEY = [arn('kms', 'key/<name>')];
const LOG_GROUP = [arn('logs', 'log-group:<name>:<_>'), arn('logs', 'log-group:<name>')];
const SECRET = [arn('secretsmanager', 'secret:<name>-<six>')];
const PARAMETER = [arn('ssm', 'parameter/<name>'), '/<name>'];
const TOPIC = [arn('sns', '<name>')];
const TARGET_GROUP = [arn('elasticloadbalancing', 'targetgroup/<name>/<_>')];
const SECURITY_GROUP = [arn('ec2', 'security-group/<name>')];
const PROJECT = [arn('codebuild', 'project/<name>')];
const RULE = [arn('events', 'rule/<name>')];
const STATE_MACHINE = [arn('states', 'stateMachine:<name>')];

const QUEUE = [
  arn('sqs', '<name>'),
  'https://sqs.<region>.<dnsSuffix>/<account>/<name>',
  'https://<region>.queue.<dnsSuffix>/<account>/<name>',
];

const REPOSITORY = [
  arn('ecr', 'repository/<name>'),
  '[https://]<account>.dkr.ecr.<region>.<dnsSuffix>/<name>[:<_>][@<_>]',
  '[https://]<account>.dkr.ecr-fips.<region>.<dnsSuffix>/<name>[:<_>][@<_>]',
  '[https://]<account>.dkr-ecr.<region>.on.aws/<name>[:<_>][@<_>]',
];

/** The same of another account's registry, whose account and Region are placeholders of their own. */
const REGISTRY_REPOSITORY = REPOSITORY.map((form) =>
  form.replace('<account>', '<registryAccount>').replace('<region>', '<registryRegion>'),
);

const BUCKET = [
  'arn:<partition>:s3:::<name>[/*]',
  's3://<name>[/]',
  'https://<name>.s3.<_>.<dnsSuffix>[/]',
];

/** A bucket, and the key that may stand behind it. */
function bucketWith(key: Placeholder): readonly Form[] {
  return [
    `arn:<partition>:s3:::<name>/<${key}>/*`,
    'arn:<partition>:s3:::<name>/*',
    `arn:<partition>:s3:::<name>/<${key}>`,
    `s3://<name>/<${key}>[/]`,
    ...BUCKET,
  ];
}

/** A key behind its bucket. */
function keyIn(bucket: Placeholder): readonly Form[] {
  return [`arn:<partition>:s3:::<${bucket}>/<name>[/*]`, `s3://<${bucket}>/<name>[/]`];
}

/** A repository on GitHub, GitLab or Bitbucket, or on a host of one's own. */
const GIT = [
  'http[s]://[<_>@]<host>/<name>/-/<_>',
  'http[s]://[<_>@]<host>/<name>/tree/<_>',
  'http[s]://[<_>@]<host>/<name>/blob/<_>',
  'http[s]://[<_>@]<host>/<name>/src/<_>',
  'http[s]://[<_>@]<host>/<name>[.git][/]',
  '[ssh://]git@<host>:<name>[.git]',
  'ssh://git@<host>/<name>[.git]',
  '[www.]github.com/<name>[.git]',
  'gitlab.com/<name>[.git]',
  'bitbucket.org/<name>[.git]',
  '<name>.git',
];

/** What each placeholder takes in place of its value; where two forms fit, the first is meant. */
export const FORMS: Partial<Record<Placeholder, readonly Form[]>> = {
  cluster: [arn('ecs', 'cluster/<name>')],
  service: [arn('ecs', 'service/<cluster>/<name>'), arn('ecs', 'service/<name>')],
  family: [arn('ecs', 'task-definition/<name>:<_>'), arn('ecs', 'task-definition/<name>')],
  repository: REPOSITORY,
  logGroup: LOG_GROUP,
  buildProject: PROJECT,
  validateProject: PROJECT,
  pipelineName: [arn('codepipeline', '<name>')],
  sourceRuleName: RULE,
  artifactBucket: BUCKET,
  repositoryId: GIT,
  connectionId: ['arn:<partition>:<connectionService>:<region>:<account>:connection/<name>'],
  sourceRepository: [
    arn('codecommit', '<name>'),
    'https://git-codecommit.<region>.<dnsSuffix>/v1/repos/<name>',
    'ssh://[<_>@]git-codecommit.<region>.<dnsSuffix>/v1/repos/<name>',
    'codecommit::<region>://[<_>@]<name>',
  ],
  sourceBucket: bucketWith('sourceKey'),
  sourceKey: keyIn('sourceBucket'),
  loadBalancer: [
    arn('elasticloadbalancing', 'loadbalancer/app/<name>/<_>'),
    arn('elasticloadbalancing', 'loadbalancer/net/<name>/<_>'),
  ],
  codeDeployApplication: [arn('codedeploy', 'application:<name>')],
  deploymentGroup: [arn('codedeploy', 'deploymentgroup:<codeDeployApplication>/<name>')],
  deploymentConfig: [arn('codedeploy', 'deploymentconfig:<name>')],
  blueGreenStack: [arn('cloudformation', 'stack/<name>/<_>')],
  approvalTopic: TOPIC,
  baseRepository: REPOSITORY,
  registryBaseRepository: REGISTRY_REPOSITORY,
  buildSecretName: SECRET,
  buildParameterName: PARAMETER,
  cacheBucket: bucketWith('cachePrefix'),
  cachePrefix: keyIn('cacheBucket'),
  buildSubnetId: [arn('ec2', 'subnet/<name>')],
  buildSecurityGroupId: SECURITY_GROUP,
  registryRepository: REGISTRY_REPOSITORY,
  secretName: SECRET,
  parameterName: PARAMETER,
  envFileBucket: [
    'arn:<partition>:s3:::<name>/<envFileKey>',
    's3://<name>/<envFileKey>',
    'https://<name>.s3.<_>.<dnsSuffix>/<envFileKey>',
    '<name>/<envFileKey>',
  ],
  registrySecretName: SECRET,
  firelensConfigBucket: bucketWith('firelensConfigKey'),
  firelensConfigKey: keyIn('firelensConfigBucket'),
  execLogGroup: LOG_GROUP,
  execLogBucket: bucketWith('execLogPrefix'),
  execLogPrefix: keyIn('execLogBucket'),
  centralLogGroup: LOG_GROUP,
  eventsLogGroup: LOG_GROUP,
  destinationName: [arn('logs', 'destination:<name>')],
  organizationId: ['arn:<partition>:organizations::<_>:organization/<name>'],
  securityGroupId: SECURITY_GROUP,
  targetGroupName: TARGET_GROUP,
  classicLoadBalancerName: [arn('elasticloadbalancing', 'loadbalancer/<name>')],
  githubRepository: GIT.slice(0, -1).map((form) => form.replace('<name>', '<githubOwner>/<name>')),
  blueTargetGroup: TARGET_GROUP,
  greenTargetGroup: TARGET_GROUP,
  certificateAuthorityId: [arn('acm-pca', 'certificate-authority/<name>')],
  latticeTargetGroupId: [arn('vpc-lattice', 'targetgroup/<name>')],
  ruleName: RULE,
  scheduleGroup: [arn('scheduler', 'schedule-group/<name>')],
  runnerStateMachine: STATE_MACHINE,
  runnerFunction: [arn('lambda', 'function:<name>')],
  hookFunction: [arn('lambda', 'function:<name>')],
  deadLetterQueue: QUEUE,
  bucketName: bucketWith('prefix'),
  prefix: keyIn('bucketName'),
  tableName: [arn('dynamodb', 'table/<name>')],
  queueName: QUEUE,
  topicName: TOPIC,
  eventBusName: [arn('events', 'event-bus/<name>')],
  streamName: [arn('kinesis', 'stream/<name>')],
  deliveryStream: [arn('firehose', 'deliverystream/<name>')],
  sesIdentity: [arn('ses', 'identity/<name>')],
  modelId: ['arn:<partition>:bedrock:<region>::foundation-model/<name>'],
  inferenceProfileId: [arn('bedrock', 'inference-profile/<name>')],
  functionName: [arn('lambda', 'function:<name>:<_>'), arn('lambda', 'function:<name>')],
  cacheName: [
    arn('elasticache', 'replicationgroup:<name>'),
    arn('elasticache', 'serverlesscache:<name>'),
  ],
  cacheUser: [arn('elasticache', 'user:<name>')],
  metricsLogGroup: LOG_GROUP,
  workspaceId: [
    arn('aps', 'workspace/<name>'),
    'https://aps-workspaces.<region>.<dnsSuffix>/workspaces/<name>/<_>',
    'https://aps-workspaces.<region>.<dnsSuffix>/workspaces/<name>[/]',
  ],
  parameterPath: PARAMETER,
  dbResourceId: [arn('rds-db', 'dbuser:<name>/<dbUser>')],
  fileSystemId: [arn('elasticfilesystem', 'file-system/<name>'), '<name>.efs.<region>.<dnsSuffix>'],
  accessPointId: [arn('elasticfilesystem', 'access-point/<name>')],
  stateMachineName: STATE_MACHINE,
  appConfigApplication: [arn('appconfig', 'application/<name>')],
  appConfigEnvironment: [arn('appconfig', 'application/<appConfigApplication>/environment/<name>')],
  appConfigProfile: [
    arn('appconfig', 'application/<appConfigApplication>/configurationprofile/<name>'),
  ],
};

/** The forms of a placeholder; a key is one by its name. */
export function formsOf(placeholder: Placeholder): readonly Form[] {
  return FORMS[placeholder] ?? (placeholder.endsWith('KmsKeyId') ? KEY : []);
}
