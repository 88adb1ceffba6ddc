import {
  BUCKET,
  dotted,
  ID,
  KEY_ID,
  LOG_GROUP,
  name,
  OBJECT_KEY,
  PARAMETER,
  type PlaceholderSpec,
  TOPIC,
} from './patterns.ts';

/** A foundation model; with a geography in front it is an inference profile, which has another ARN. */
const MODEL = {
  pattern: /^(?!us\.|us-gov\.|eu\.|apac\.|jp\.|au\.|ca\.|global\.)[a-z0-9][a-z0-9.:-]{1,139}$/,
  takes:
    'a model ID such as anthropic.claude-3-haiku-20240307-v1:0, without the geography of an inference profile (eu.)',
} as const;

/** Resources that the grants of the task role name. */
export const GRANTS_PLACEHOLDERS = {
  bucketName: { meaning: 'Bucket that the application uses', ...BUCKET, scope: 'environment' },
  prefix: {
    meaning: 'Key prefix in the bucket; without one the whole bucket',
    ...OBJECT_KEY,
    scope: 'environment',
  },
  tableName: { meaning: 'DynamoDB table', ...dotted(3, 255), scope: 'environment' },
  queueName: {
    meaning: 'SQS queue',
    pattern: /^([\w-]{1,80}|[\w-]{1,75}\.fifo)$/,
    takes: "letters, digits, '-' and '_', with .fifo for a FIFO queue",
    scope: 'environment',
  },
  topicName: {
    meaning: 'SNS topic',
    ...TOPIC,
    scope: 'environment',
  },
  eventBusName: {
    meaning: 'EventBridge bus',
    pattern: /^[\w./-]{1,256}$/,
    takes: 'letters, digits and _./-',
    initial: 'default',
    scope: 'environment',
  },
  eventSource: {
    meaning: 'Source of the events, such as shop.orders',
    pattern: /^(?!aws\.)[\w.-]{1,256}$/,
    takes: "letters, digits and _.-, not beginning with 'aws.'",
    scope: 'environment',
  },
  streamName: { meaning: 'Kinesis data stream', ...dotted(1, 128), scope: 'environment' },
  deliveryStream: { meaning: 'Firehose stream', ...dotted(1, 64), scope: 'environment' },
  sesIdentity: {
    meaning: 'Verified SES identity',
    pattern: /^[A-Za-z0-9.@_+-]{1,320}$/,
    takes: 'a domain or e-mail address',
    scope: 'environment',
  },
  fromAddress: {
    meaning: 'From address',
    pattern: /^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/,
    takes: 'an e-mail address',
    scope: 'environment',
  },
  modelId: {
    meaning: 'Bedrock foundation model ID',
    ...MODEL,
    scope: 'environment',
  },
  inferenceProfileId: {
    meaning: 'Bedrock inference profile ID',
    pattern: /^(us|us-gov|eu|apac|jp|au|ca|global)\.[a-z0-9][a-z0-9.:-]{1,139}$/,
    takes: 'a profile ID such as eu.anthropic.claude-3-haiku-20240307-v1:0',
    scope: 'environment',
  },
  functionName: { meaning: 'Lambda function', ...name(64), scope: 'environment' },
  cacheName: {
    meaning: 'ElastiCache replication group or serverless cache',
    ...name(40),
    scope: 'environment',
  },
  cacheUser: { meaning: 'ElastiCache user ID', ...name(40), scope: 'environment' },
  metricsLogGroup: {
    meaning: 'Log group of embedded metrics',
    ...LOG_GROUP,
    initial: '/ecs/<project>-<environment>/metrics',
    scope: 'environment',
  },
  metricsNamespace: {
    meaning: 'CloudWatch metrics namespace',
    pattern: /^[\w.#/:-]{1,255}$/,
    takes: 'letters, digits and _.-#/:',
    initial: '<project>',
    scope: 'environment',
  },
  workspaceId: {
    meaning: 'Managed Prometheus workspace ID',
    pattern: /^ws-[0-9a-z-]+$/,
    takes: 'ws- and letters, digits and -',
    scope: 'environment',
  },
  parameterPath: {
    meaning: 'SSM parameter path without its leading slash',
    ...PARAMETER,
    scope: 'environment',
  },
  dataKmsKeyId: { meaning: "Key ID of the application's data", ...KEY_ID, scope: 'environment' },
  kmsService: {
    meaning: 'Service that uses the key, such as s3',
    pattern: /^[a-z0-9-]{1,40}$/,
    takes: 'a service prefix such as s3',
    scope: 'environment',
  },
  dbResourceId: {
    meaning: 'Resource ID of the database (db-..., cluster-... or prx-...), not its identifier',
    pattern: /^(db|cluster|prx)-[A-Za-z0-9]+$/,
    takes: 'db-, cluster- or prx- and letters and digits',
    scope: 'environment',
  },
  dbUser: {
    meaning: 'Database user',
    pattern: /^[A-Za-z0-9_.-]{1,63}$/,
    takes: 'letters, digits and _.-',
    scope: 'environment',
  },
  fileSystemId: {
    meaning: 'EFS file system ID',
    pattern: /^fs-[0-9a-f]+$/,
    takes: 'fs- and hexadecimal digits',
    scope: 'environment',
  },
  accessPointId: {
    meaning: 'EFS access point ID',
    pattern: /^fsap-[0-9a-f]+$/,
    takes: 'fsap- and hexadecimal digits',
    scope: 'environment',
  },
  stateMachineName: { meaning: 'Step Functions state machine', ...name(80), scope: 'environment' },
  appConfigApplication: { meaning: 'AppConfig application ID', ...ID, scope: 'environment' },
  appConfigEnvironment: { meaning: 'AppConfig environment ID', ...ID, scope: 'environment' },
  appConfigProfile: { meaning: 'AppConfig configuration profile ID', ...ID, scope: 'environment' },
} as const satisfies Record<string, PlaceholderSpec>;
