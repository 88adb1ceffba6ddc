import { ACCOUNT, LOG_GROUP, name, type PlaceholderSpec, REGION, REPOSITORY } from './patterns.ts';

/** The account, the names and the settings of every role. */
export const ACCOUNT_PLACEHOLDERS = {
  partition: {
    meaning: 'AWS partition',
    pattern: /^aws(-cn|-us-gov|-iso|-iso-b|-iso-e|-iso-f|-eusc)?$/,
    takes: 'aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f or aws-eusc',
    scope: 'environment',
    atDeploy: true,
  },
  dnsSuffix: {
    meaning: 'DNS suffix of the partition, such as amazonaws.com',
    pattern: /^[a-z0-9.-]+$/,
    takes: 'a DNS suffix; it follows from the partition',
    scope: 'environment',
    atDeploy: true,
  },
  region: { meaning: 'Region of the service', ...REGION, scope: 'environment', atDeploy: true },
  account: {
    meaning: 'ID of the account that owns the roles',
    ...ACCOUNT,
    scope: 'environment',
    atDeploy: true,
  },
  project: { meaning: 'Project name', ...name(38), scope: 'once' },
  ownershipId: {
    meaning: 'ID of this repo, a tag of its roles',
    pattern: /^[A-Za-z0-9]{8}$/,
    takes: '8 letters and digits',
    scope: 'once',
  },
  environment: {
    meaning: 'Environment name, such as dev or prod',
    ...name(38),
    scope: 'environment',
  },
  rolePath: {
    meaning: 'Path of every role, beginning and ending with /',
    pattern: /^\/([\w+=,.@-]+\/)*$/,
    takes: "'/', or a path such as /team/shop/",
    initial: '/',
    scope: 'once',
    inlined: true,
  },
  permissionsBoundary: {
    meaning: 'ARN of the managed policy that bounds every role',
    pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a managed policy',
    scope: 'environment',
    optional: true,
  },
  environmentSid: {
    meaning: 'Project and environment as part of a Sid in a policy that several environments share',
    pattern: /^[A-Za-z0-9]{1,120}$/,
    takes: 'letters and digits; derived from the two names',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;

/** The service and its resources. */
export const SERVICE_PLACEHOLDERS = {
  cluster: {
    meaning: 'ECS cluster name',
    ...name(255),
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  service: {
    meaning: 'ECS service name',
    ...name(255),
    initial: '<project>',
    scope: 'environment',
  },
  container: {
    meaning: 'Container name in the task definition',
    ...name(255),
    initial: '<project>',
    scope: 'environment',
  },
  family: {
    meaning: 'Task definition family',
    ...name(255),
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  repository: {
    meaning: 'ECR repository name',
    ...REPOSITORY,
    initial: '<project>',
    scope: 'environment',
  },
  logGroup: {
    meaning: "CloudWatch log group of the service's containers",
    ...LOG_GROUP,
    initial: '/ecs/<project>-<environment>',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;

/** Resources and identities of other accounts. */
export const CROSS_ACCOUNT_PLACEHOLDERS = {
  deployerRoleArn: {
    meaning: 'ARN of the role that may assume the cross-account pull role',
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    takes: 'the ARN of a role',
    scope: 'environment',
  },
  workloadAccount: { meaning: 'Account that runs the tasks', ...ACCOUNT, scope: 'environment' },
  loggingAccount: {
    meaning: 'Account that keeps the central logs',
    ...ACCOUNT,
    scope: 'environment',
  },
  centralLogGroup: {
    meaning: 'Log group in the logging account',
    ...LOG_GROUP,
    scope: 'environment',
  },
  destinationName: {
    meaning: 'CloudWatch Logs destination in the logging account',
    pattern: /^[A-Za-z0-9_./#-]{1,512}$/,
    takes: 'letters, digits and _./#-',
    scope: 'environment',
  },
  eventsLogGroup: {
    meaning: 'Log group that AWS services write to',
    ...LOG_GROUP,
    initial: '/aws/events/<project>-<environment>',
    scope: 'environment',
  },
  organizationId: {
    meaning: 'AWS Organizations ID',
    pattern: /^o-[a-z0-9]{10,32}$/,
    takes: 'o- and 10 to 32 letters and digits',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
