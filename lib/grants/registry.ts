import { allow } from '../iam/statements.ts';
import type { GrantPreset } from './types.ts';

/** What an application may be allowed to do: each preset is one inline policy of the task role. */
export const GRANTS = [
  {
    id: 's3Read',
    title: 'Read objects in S3',
    summary: 'List one prefix and read its objects.',
    policy: 'S3Read',
    statements: [
      allow('ListObjects', ['s3:ListBucket'], ['arn:<partition>:s3:::<bucketName>'], {
        why: '',
        conditions: { StringLike: { 's3:prefix': ['<prefix>', '<prefix>/*'] } },
      }),
      allow('ReadObjects', ['s3:GetObject'], ['arn:<partition>:s3:::<bucketName>/<prefix>/*'], {
        why: '',
      }),
    ],
    note: 'Without a prefix, drop the Condition and end the object ARN with /*. ListBucket turns a missing object into 404 instead of 403.',
  },
  {
    id: 's3ReadWrite',
    title: 'Read and write objects in S3',
    summary: 'As s3Read, and put and delete.',
    policy: 'S3ReadWrite',
    statements: [
      allow('ListObjects', ['s3:ListBucket'], ['arn:<partition>:s3:::<bucketName>'], {
        why: '',
        conditions: { StringLike: { 's3:prefix': ['<prefix>', '<prefix>/*'] } },
      }),
      allow(
        'ReadWriteObjects',
        ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        ['arn:<partition>:s3:::<bucketName>/<prefix>/*'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'dynamodbRead',
    title: 'Read a DynamoDB table',
    summary: 'Get, query and scan the table and its indexes.',
    policy: 'DynamodbRead',
    statements: [
      allow(
        'ReadTable',
        [
          'dynamodb:BatchGetItem',
          'dynamodb:ConditionCheckItem',
          'dynamodb:DescribeTable',
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:Scan',
        ],
        [
          'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>',
          'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>/index/*',
        ],
        { why: '' },
      ),
    ],
    note: 'Transactions use the actions of their parts; there is no dynamodb:TransactGetItems action.',
  },
  {
    id: 'dynamodbReadWrite',
    title: 'Read and write a DynamoDB table',
    summary: 'As dynamodbRead, and put, update and delete.',
    policy: 'DynamodbReadWrite',
    statements: [
      allow(
        'ReadWriteTable',
        [
          'dynamodb:BatchGetItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:ConditionCheckItem',
          'dynamodb:DeleteItem',
          'dynamodb:DescribeTable',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:UpdateItem',
        ],
        [
          'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>',
          'arn:<partition>:dynamodb:<region>:<account>:table/<tableName>/index/*',
        ],
        { why: '' },
      ),
    ],
  },
  {
    id: 'sqsConsume',
    title: 'Consume an SQS queue',
    summary: 'Receive, delete and extend visibility.',
    policy: 'SqsConsume',
    statements: [
      allow(
        'ConsumeQueue',
        [
          'sqs:ChangeMessageVisibility',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
          'sqs:ReceiveMessage',
        ],
        ['arn:<partition>:sqs:<region>:<account>:<queueName>'],
        { why: '' },
      ),
    ],
    note: 'The batch calls are authorised by the single-message actions.',
  },
  {
    id: 'sqsProduce',
    title: 'Send to an SQS queue',
    summary: 'Send messages.',
    policy: 'SqsProduce',
    statements: [
      allow(
        'ProduceQueue',
        ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
        ['arn:<partition>:sqs:<region>:<account>:<queueName>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'snsPublish',
    title: 'Publish to an SNS topic',
    summary: 'Publish messages.',
    policy: 'SnsPublish',
    statements: [
      allow(
        'PublishTopic',
        ['sns:Publish'],
        ['arn:<partition>:sns:<region>:<account>:<topicName>'],
        { why: '' },
      ),
    ],
    note: 'PublishBatch is authorised by sns:Publish. SMS to a phone number has no topic ARN and is not covered.',
  },
  {
    id: 'eventbridgePut',
    title: 'Put events on an EventBridge bus',
    summary: 'One bus, one event source.',
    policy: 'EventbridgePut',
    statements: [
      allow(
        'PutEvents',
        ['events:PutEvents'],
        ['arn:<partition>:events:<region>:<account>:event-bus/<eventBusName>'],
        {
          why: '',
          conditions: {
            'ForAllValues:StringEquals': { 'events:source': '<eventSource>' },
            Null: { 'events:source': 'false' },
          },
        },
      ),
    ],
    note: 'events:source has one value per entry of the batch, so it needs ForAllValues; Null closes the empty set that ForAllValues would accept.',
  },
  {
    id: 'kinesisConsume',
    title: 'Read a Kinesis data stream',
    summary: 'Shared-throughput consumer.',
    policy: 'KinesisConsume',
    statements: [
      allow(
        'ReadStream',
        [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        ['arn:<partition>:kinesis:<region>:<account>:stream/<streamName>'],
        { why: '' },
      ),
    ],
    note: 'The KCL also needs its own lease table in DynamoDB (dynamodbReadWrite plus CreateTable) and cloudwatch:PutMetricData.',
  },
  {
    id: 'kinesisProduce',
    title: 'Write to a Kinesis data stream',
    summary: 'Put records.',
    policy: 'KinesisProduce',
    statements: [
      allow(
        'WriteStream',
        ['kinesis:DescribeStreamSummary', 'kinesis:PutRecord', 'kinesis:PutRecords'],
        ['arn:<partition>:kinesis:<region>:<account>:stream/<streamName>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'firehosePut',
    title: 'Write to a Firehose stream',
    summary: 'Put records.',
    policy: 'FirehosePut',
    statements: [
      allow(
        'WriteFirehose',
        ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        ['arn:<partition>:firehose:<region>:<account>:deliverystream/<deliveryStream>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'sesSend',
    title: 'Send e-mail with SES',
    summary: 'One verified identity, one From address.',
    policy: 'SesSend',
    statements: [
      allow(
        'SendEmail',
        ['ses:SendEmail', 'ses:SendRawEmail'],
        ['arn:<partition>:ses:<region>:<account>:identity/<sesIdentity>'],
        { why: '', conditions: { StringEquals: { 'ses:FromAddress': '<fromAddress>' } } },
      ),
    ],
    note: "A configuration set adds the resource configuration-set/<name>; in the sandbox SES also checks the recipient's identity ARN.",
  },
  {
    id: 'bedrockInvoke',
    title: 'Invoke a Bedrock model',
    summary: 'One foundation model.',
    policy: 'BedrockInvoke',
    statements: [
      allow(
        'InvokeModel',
        ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        ['arn:<partition>:bedrock:<region>::foundation-model/<modelId>'],
        { why: '' },
      ),
    ],
    note: 'Converse and ConverseStream are authorised by these two actions. A cross-Region inference profile needs its own ARN (inference-profile/<id>, with account) and the foundation-model ARN in every Region of the profile.',
  },
  {
    id: 'xray',
    title: 'Send traces to X-Ray (daemon or ADOT)',
    summary: 'All five actions support only "*".',
    policy: 'Xray',
    statements: [
      allow(
        'XRay',
        [
          'xray:GetSamplingRules',
          'xray:GetSamplingStatisticSummaries',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        ['*'],
        { why: '' },
      ),
    ],
    note: 'The managed policy AWSXRayDaemonWriteAccess is the same set on "*".',
  },
  {
    id: 'adotMetrics',
    title: 'Send ADOT metrics to CloudWatch',
    summary: 'Embedded metric format through a log group.',
    policy: 'AdotMetrics',
    statements: [
      allow(
        'WriteMetricLogs',
        ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        ['arn:<partition>:logs:<region>:<account>:log-group:<metricsLogGroup>:*'],
        { why: '' },
      ),
      allow(
        'CreateMetricLogGroup',
        ['logs:CreateLogGroup'],
        [
          'arn:<partition>:logs:<region>:<account>:log-group:<metricsLogGroup>',
          'arn:<partition>:logs:<region>:<account>:log-group:<metricsLogGroup>:*',
        ],
        { why: '' },
      ),
    ],
  },
  {
    id: 'cloudwatchMetrics',
    title: 'Put CloudWatch metrics',
    summary: 'One namespace.',
    policy: 'CloudwatchMetrics',
    statements: [
      allow('PutMetrics', ['cloudwatch:PutMetricData'], ['*'], {
        why: '',
        conditions: { StringEquals: { 'cloudwatch:namespace': '<metricsNamespace>' } },
      }),
    ],
  },
  {
    id: 'prometheusWrite',
    title: 'Remote write to Managed Prometheus',
    summary: 'One workspace.',
    policy: 'PrometheusWrite',
    statements: [
      allow(
        'RemoteWrite',
        ['aps:RemoteWrite'],
        ['arn:<partition>:aps:<region>:<account>:workspace/<workspaceId>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'secretsRead',
    title: 'Read secrets at run time',
    summary: 'The application calls Secrets Manager itself (rotation without a restart).',
    policy: 'SecretsRead',
    statements: [
      allow(
        'ReadSecrets',
        ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        ['arn:<partition>:secretsmanager:<region>:<account>:secret:<secretName>-??????'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'parametersRead',
    title: 'Read SSM parameters at run time',
    summary: 'One path.',
    policy: 'ParametersRead',
    statements: [
      allow(
        'ReadParameters',
        ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        [
          'arn:<partition>:ssm:<region>:<account>:parameter/<parameterPath>',
          'arn:<partition>:ssm:<region>:<account>:parameter/<parameterPath>/*',
        ],
        { why: '' },
      ),
    ],
  },
  {
    id: 'kmsDecrypt',
    title: 'Decrypt with a customer managed key',
    summary: 'For data of one service.',
    policy: 'KmsDecrypt',
    statements: [
      allow(
        'Decrypt',
        ['kms:Decrypt', 'kms:GenerateDataKey'],
        ['arn:<partition>:kms:<region>:<account>:key/<dataKmsKeyId>'],
        {
          why: '',
          conditions: { StringEquals: { 'kms:ViaService': '<kmsService>.<region>.<dnsSuffix>' } },
        },
      ),
    ],
  },
  {
    id: 'rdsIamConnect',
    title: 'Connect to RDS or Aurora with IAM',
    summary: 'One database user. The resource ID (db-… or cluster-…) is not the identifier.',
    policy: 'RdsIamConnect',
    statements: [
      allow(
        'ConnectDatabase',
        ['rds-db:connect'],
        ['arn:<partition>:rds-db:<region>:<account>:dbuser:<dbResourceId>/<dbUser>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'efsMount',
    title: 'Mount an EFS file system',
    summary: 'IAM authorization through one access point.',
    policy: 'EfsMount',
    statements: [
      allow(
        'MountFileSystem',
        ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        ['arn:<partition>:elasticfilesystem:<region>:<account>:file-system/<fileSystemId>'],
        {
          why: '',
          conditions: {
            ArnEquals: {
              'elasticfilesystem:AccessPointArn':
                'arn:<partition>:elasticfilesystem:<region>:<account>:access-point/<accessPointId>',
            },
          },
        },
      ),
    ],
    note: 'Used by the agent with the task role when authorizationConfig.iam is ENABLED.',
  },
  {
    id: 'stepFunctionsStart',
    title: 'Start a state machine',
    summary: 'One state machine.',
    policy: 'StepFunctionsStart',
    statements: [
      allow(
        'StartExecution',
        ['states:StartExecution'],
        ['arn:<partition>:states:<region>:<account>:stateMachine:<stateMachineName>'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'appConfigRead',
    title: 'Read AppConfig',
    summary: 'One configuration profile.',
    policy: 'AppConfigRead',
    statements: [
      allow(
        'ReadConfiguration',
        ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'],
        [
          'arn:<partition>:appconfig:<region>:<account>:application/<appConfigApplication>/environment/<appConfigEnvironment>/configuration/<appConfigProfile>',
        ],
        { why: '' },
      ),
    ],
  },
  {
    id: 'taskProtection',
    title: 'Scale-in protection',
    summary: 'The task protects itself from scale-in.',
    policy: 'TaskProtection',
    statements: [
      allow(
        'TaskProtection',
        ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
        ['arn:<partition>:ecs:<region>:<account>:task/<cluster>/*'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'firelensCloudWatch',
    title: 'FireLens to CloudWatch Logs',
    summary: 'The Fluent Bit sidecar runs with the task role.',
    policy: 'FirelensCloudWatch',
    statements: [
      allow(
        'WriteFirelensLogs',
        ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        ['arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:*'],
        { why: '' },
      ),
    ],
    note: 'auto_create_group adds logs:CreateLogGroup on both ARN forms; log_retention_days adds logs:PutRetentionPolicy.',
  },
  {
    id: 'crossAccountLogs',
    title: 'Write logs in another account',
    summary: 'Assumes the cross-account-logs role of the logging account.',
    policy: 'CrossAccountLogs',
    statements: [
      allow(
        'AssumeLogWriter',
        ['sts:AssumeRole'],
        [
          'arn:<partition>:iam::<loggingAccount>:role<rolePath><project>-cross-account-logs-role-<environment>',
        ],
        { why: '' },
      ),
    ],
  },
  {
    id: 'ecsExec',
    title: 'ECS Exec',
    summary:
      'The four channel actions; all support only "*". Same statements as the ecsExec option of the task role.',
    policy: 'EcsExec',
    statements: [
      allow(
        'ExecChannels',
        [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        ['*'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'ecsExecLogsCloudWatch',
    title: 'ECS Exec audit log to CloudWatch',
    summary: 'See the task role, option execLogsToCloudWatch.',
    policy: 'EcsExecLogsCloudWatch',
    statements: [
      allow('ExecFindLogGroups', ['logs:DescribeLogGroups'], ['*'], { why: '' }),
      allow(
        'ExecWriteLogs',
        ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        ['arn:<partition>:logs:<region>:<account>:log-group:<execLogGroup>:*'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'ecsExecLogsS3',
    title: 'ECS Exec audit log to S3',
    summary: 'See the task role, option execLogsToS3.',
    policy: 'EcsExecLogsS3',
    statements: [
      allow(
        'ExecLogBucket',
        ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
        ['arn:<partition>:s3:::<execLogBucket>'],
        { why: '' },
      ),
      allow(
        'ExecWriteLogObjects',
        ['s3:PutObject'],
        ['arn:<partition>:s3:::<execLogBucket>/<execLogPrefix>/*'],
        { why: '' },
      ),
    ],
  },
  {
    id: 'ecsExecKms',
    title: 'ECS Exec with a customer managed key',
    summary: 'See the task role, option execKmsKey.',
    policy: 'EcsExecKms',
    statements: [
      allow(
        'ExecDecryptSession',
        ['kms:Decrypt'],
        ['arn:<partition>:kms:<region>:<account>:key/<execKmsKeyId>'],
        { why: '' },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];

/** The name of a preset. */
export type GrantId = (typeof GRANTS)[number]['id'];

/** Gives the preset of an id. */
export function grantById(id: GrantId): GrantPreset {
  const preset = GRANTS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`No grant '${id}'.`);
  return preset;
}

/** True for the name of a preset. */
export function isGrantId(id: string): id is GrantId {
  return GRANTS.some((preset) => preset.id === id);
}
