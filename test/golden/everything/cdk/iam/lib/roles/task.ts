import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS task role. The identity of the application code: every AWS SDK call the containers make, and
 * ECS Exec.
 */
export class TaskRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      logGroup,
      execLogGroup,
      execLogBucket,
      execLogPrefix,
      execKmsKeyId,
      execLogKmsKeyId,
      loggingAccount,
      bucketName,
      prefix,
      tableName,
      queueName,
      topicName,
      eventBusName,
      eventSource,
      streamName,
      deliveryStream,
      sesIdentity,
      fromAddress,
      modelId,
      metricsLogGroup,
      metricsNamespace,
      workspaceId,
      parameterPath,
      dataKmsKeyId,
      kmsService,
      dbResourceId,
      dbUser,
      fileSystemId,
      accessPointId,
      stateMachineName,
      appConfigApplication,
      appConfigEnvironment,
      appConfigProfile,
    } = config;
    super(scope, id, {
      roleName: `${project}-ecs-task-role-${environment}`,
      path: '/team/shop/',
      description: "The application's own role",
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
        },
      }),
    });
    const ecsExec = new Policy(this, 'EcsExec', {
      policyName: 'EcsExec',
      roles: [this],
      statements: [
        // The SSM agent in the container opens the channels of each ECS Exec session; these actions
        // support only *.
        new PolicyStatement({
          sid: 'ExecChannels',
          actions: [
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          resources: ['*'],
        }),
        // The SSM agent reads the Region and the encryption of the bucket before a session starts.
        new PolicyStatement({
          sid: 'ExecLogBucket',
          actions: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
          resources: [`arn:${partition}:s3:::${execLogBucket}`],
        }),
        // The SSM agent writes the log of each session as an object when the session ends.
        new PolicyStatement({
          sid: 'ExecWriteLogObjects',
          actions: ['s3:PutObject'],
          resources: [`arn:${partition}:s3:::${execLogBucket}/${execLogPrefix}/*`],
        }),
        // S3 encrypts each session log with the bucket's key on behalf of this role.
        new PolicyStatement({
          sid: 'ExecEncryptLogObjects',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${execLogKmsKeyId}`],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` } },
        }),
      ],
    });
    Validations.of(ecsExec).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement ExecChannels says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${execLogBucket}/${execLogPrefix}/*]`,
        reason: 'Statement ExecWriteLogObjects says why.',
      },
    );
    const s3Read = new Policy(this, 'S3Read', {
      policyName: 'S3Read',
      roles: [this],
      statements: [
        // The application lists objects; with this action S3 also answers 404 instead of 403 for a
        // missing object.
        new PolicyStatement({
          sid: 'ListObjects',
          actions: ['s3:ListBucket'],
          resources: [`arn:${partition}:s3:::${bucketName}`],
          conditions: { StringLike: { 's3:prefix': [prefix, `${prefix}/*`] } },
        }),
        // The application downloads objects from the bucket.
        new PolicyStatement({
          sid: 'ReadObjects',
          actions: ['s3:GetObject'],
          resources: [`arn:${partition}:s3:::${bucketName}/${prefix}/*`],
        }),
        // The application lists objects; with this action S3 also answers 404 instead of 403 for a
        // missing object.
        new PolicyStatement({
          sid: 'ListObjects2',
          actions: ['s3:ListBucket'],
          resources: [`arn:${partition}:s3:::shop-${environment}-reports`],
          conditions: { StringLike: { 's3:prefix': ['monthly', 'monthly/*'] } },
        }),
        // The application downloads objects from the bucket.
        new PolicyStatement({
          sid: 'ReadObjects2',
          actions: ['s3:GetObject'],
          resources: [`arn:${partition}:s3:::shop-${environment}-reports/monthly/*`],
        }),
      ],
    });
    Validations.of(s3Read).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${bucketName}/${prefix}/*]`,
        reason: 'Statement ReadObjects says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-${environment}-reports/monthly/*]`,
        reason: 'Statement ReadObjects2 says why.',
      },
    );
    const s3ReadWrite = new Policy(this, 'S3ReadWrite', {
      policyName: 'S3ReadWrite',
      roles: [this],
      statements: [
        // The application lists objects; with this action S3 also answers 404 instead of 403 for a
        // missing object.
        new PolicyStatement({
          sid: 'ListObjects',
          actions: ['s3:ListBucket'],
          resources: [`arn:${partition}:s3:::${bucketName}`],
          conditions: { StringLike: { 's3:prefix': [prefix, `${prefix}/*`] } },
        }),
        // The application downloads, uploads and deletes objects, and aborts multipart uploads that
        // failed.
        new PolicyStatement({
          sid: 'ReadWriteObjects',
          actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${bucketName}/${prefix}/*`],
        }),
      ],
    });
    Validations.of(s3ReadWrite).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${bucketName}/${prefix}/*]`,
      reason: 'Statement ReadWriteObjects says why.',
    });
    const dynamodbRead = new Policy(this, 'DynamodbRead', {
      policyName: 'DynamodbRead',
      roles: [this],
      statements: [
        // The application gets, queries and scans items of the table and its indexes.
        new PolicyStatement({
          sid: 'ReadTable',
          actions: [
            'dynamodb:BatchGetItem',
            'dynamodb:ConditionCheckItem',
            'dynamodb:DescribeTable',
            'dynamodb:GetItem',
            'dynamodb:Query',
            'dynamodb:Scan',
          ],
          resources: [
            `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`,
            `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}/index/*`,
          ],
        }),
      ],
    });
    Validations.of(dynamodbRead).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/${tableName}/index/*]`,
      reason: 'Statement ReadTable says why.',
    });
    const dynamodbReadWrite = new Policy(this, 'DynamodbReadWrite', {
      policyName: 'DynamodbReadWrite',
      roles: [this],
      statements: [
        // The application reads, puts, updates and deletes items of the table.
        new PolicyStatement({
          sid: 'ReadWriteTable',
          actions: [
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
          resources: [
            `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`,
            `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}/index/*`,
          ],
        }),
      ],
    });
    Validations.of(dynamodbReadWrite).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/${tableName}/index/*]`,
      reason: 'Statement ReadWriteTable says why.',
    });
    new Policy(this, 'RdsIamConnect', {
      policyName: 'RdsIamConnect',
      roles: [this],
      statements: [
        // The application logs in to the database as this user with an IAM authentication token.
        new PolicyStatement({
          sid: 'ConnectDatabase',
          actions: ['rds-db:connect'],
          resources: [
            `arn:${partition}:rds-db:${region}:${account}:dbuser:${dbResourceId}/${dbUser}`,
          ],
        }),
      ],
    });
    new Policy(this, 'EfsMount', {
      policyName: 'EfsMount',
      roles: [this],
      statements: [
        // The agent mounts the file system through this access point before the containers start.
        new PolicyStatement({
          sid: 'MountFileSystem',
          actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
          resources: [
            `arn:${partition}:elasticfilesystem:${region}:${account}:file-system/${fileSystemId}`,
          ],
          conditions: {
            ArnEquals: {
              'elasticfilesystem:AccessPointArn': `arn:${partition}:elasticfilesystem:${region}:${account}:access-point/${accessPointId}`,
            },
          },
        }),
      ],
    });
    new Policy(this, 'SqsConsume', {
      policyName: 'SqsConsume',
      roles: [this],
      statements: [
        // The application gets the queue URL, receives messages, extends their visibility timeout
        // and deletes them.
        new PolicyStatement({
          sid: 'ConsumeQueue',
          actions: [
            'sqs:ChangeMessageVisibility',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
            'sqs:ReceiveMessage',
          ],
          resources: [`arn:${partition}:sqs:${region}:${account}:${queueName}`],
        }),
      ],
    });
    new Policy(this, 'SqsProduce', {
      policyName: 'SqsProduce',
      roles: [this],
      statements: [
        // The application gets the queue URL and sends messages.
        new PolicyStatement({
          sid: 'ProduceQueue',
          actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
          resources: [`arn:${partition}:sqs:${region}:${account}:${queueName}`],
        }),
      ],
    });
    new Policy(this, 'SnsPublish', {
      policyName: 'SnsPublish',
      roles: [this],
      statements: [
        // The application publishes messages to the topic.
        new PolicyStatement({
          sid: 'PublishTopic',
          actions: ['sns:Publish'],
          resources: [`arn:${partition}:sns:${region}:${account}:${topicName}`],
        }),
      ],
    });
    new Policy(this, 'EventbridgePut', {
      policyName: 'EventbridgePut',
      roles: [this],
      statements: [
        // The application puts events on the bus; the conditions allow events with this source
        // only.
        new PolicyStatement({
          sid: 'PutEvents',
          actions: ['events:PutEvents'],
          resources: [`arn:${partition}:events:${region}:${account}:event-bus/${eventBusName}`],
          conditions: {
            'ForAllValues:StringEquals': { 'events:source': eventSource },
            Null: { 'events:source': 'false' },
          },
        }),
      ],
    });
    new Policy(this, 'SesSend', {
      policyName: 'SesSend',
      roles: [this],
      statements: [
        // The application sends e-mail with this identity; the condition allows this From address
        // only.
        new PolicyStatement({
          sid: 'SendEmail',
          actions: ['ses:SendEmail', 'ses:SendRawEmail'],
          resources: [`arn:${partition}:ses:${region}:${account}:identity/${sesIdentity}`],
          conditions: { StringEquals: { 'ses:FromAddress': fromAddress } },
        }),
      ],
    });
    new Policy(this, 'StepFunctionsStart', {
      policyName: 'StepFunctionsStart',
      roles: [this],
      statements: [
        // The application starts executions of the state machine.
        new PolicyStatement({
          sid: 'StartExecution',
          actions: ['states:StartExecution'],
          resources: [
            `arn:${partition}:states:${region}:${account}:stateMachine:${stateMachineName}`,
          ],
        }),
      ],
    });
    new Policy(this, 'KinesisConsume', {
      policyName: 'KinesisConsume',
      roles: [this],
      statements: [
        // The application lists the shards of the stream and reads their records.
        new PolicyStatement({
          sid: 'ReadStream',
          actions: [
            'kinesis:DescribeStream',
            'kinesis:DescribeStreamSummary',
            'kinesis:GetRecords',
            'kinesis:GetShardIterator',
            'kinesis:ListShards',
          ],
          resources: [`arn:${partition}:kinesis:${region}:${account}:stream/${streamName}`],
        }),
      ],
    });
    new Policy(this, 'KinesisProduce', {
      policyName: 'KinesisProduce',
      roles: [this],
      statements: [
        // The application reads the state of the stream and puts records into it.
        new PolicyStatement({
          sid: 'WriteStream',
          actions: ['kinesis:DescribeStreamSummary', 'kinesis:PutRecord', 'kinesis:PutRecords'],
          resources: [`arn:${partition}:kinesis:${region}:${account}:stream/${streamName}`],
        }),
      ],
    });
    new Policy(this, 'FirehosePut', {
      policyName: 'FirehosePut',
      roles: [this],
      statements: [
        // The application puts records into the Firehose stream.
        new PolicyStatement({
          sid: 'WriteFirehose',
          actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
          resources: [
            `arn:${partition}:firehose:${region}:${account}:deliverystream/${deliveryStream}`,
          ],
        }),
      ],
    });
    new Policy(this, 'SecretsRead', {
      policyName: 'SecretsRead',
      roles: [this],
      statements: [
        // The application reads the secret at run time, also after a rotation.
        new PolicyStatement({
          sid: 'ReadSecrets',
          actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          resources: [
            `arn:${partition}:secretsmanager:${region}:${account}:secret:shop/${environment}/runtime-??????`,
            `arn:${partition}:secretsmanager:eu-central-1:444455556666:secret:shop/${environment}/runtime-??????`,
          ],
        }),
      ],
    });
    const parametersRead = new Policy(this, 'ParametersRead', {
      policyName: 'ParametersRead',
      roles: [this],
      statements: [
        // The application reads the parameters under the path at run time.
        new PolicyStatement({
          sid: 'ReadParameters',
          actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
          resources: [
            `arn:${partition}:ssm:${region}:${account}:parameter/${parameterPath}`,
            `arn:${partition}:ssm:${region}:${account}:parameter/${parameterPath}/*`,
          ],
        }),
      ],
    });
    Validations.of(parametersRead).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/${parameterPath}/*]`,
      reason: 'Statement ReadParameters says why.',
    });
    new Policy(this, 'KmsDecrypt', {
      policyName: 'KmsDecrypt',
      roles: [this],
      statements: [
        // The AWS service that stores the data encrypts and decrypts it with this key on behalf of
        // the application.
        new PolicyStatement({
          sid: 'Decrypt',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${dataKmsKeyId}`],
          conditions: {
            StringEquals: { 'kms:ViaService': `${kmsService}.${region}.${dnsSuffix}` },
          },
        }),
      ],
    });
    new Policy(this, 'AppConfigRead', {
      policyName: 'AppConfigRead',
      roles: [this],
      statements: [
        // The application, or its AppConfig agent, polls the configuration profile.
        new PolicyStatement({
          sid: 'ReadConfiguration',
          actions: ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'],
          resources: [
            `arn:${partition}:appconfig:${region}:${account}:application/${appConfigApplication}/environment/${appConfigEnvironment}/configuration/${appConfigProfile}`,
          ],
        }),
      ],
    });
    const xray = new Policy(this, 'Xray', {
      policyName: 'Xray',
      roles: [this],
      statements: [
        // The X-Ray daemon or the ADOT sidecar gets the sampling rules and sends traces; these
        // actions support only *.
        new PolicyStatement({
          sid: 'XRay',
          actions: [
            'xray:GetSamplingRules',
            'xray:GetSamplingStatisticSummaries',
            'xray:GetSamplingTargets',
            'xray:PutTelemetryRecords',
            'xray:PutTraceSegments',
          ],
          resources: ['*'],
        }),
      ],
    });
    Validations.of(xray).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Statement XRay says why.',
    });
    const adotMetrics = new Policy(this, 'AdotMetrics', {
      policyName: 'AdotMetrics',
      roles: [this],
      statements: [
        // The ADOT sidecar writes metrics as log events, and CloudWatch extracts the metrics from
        // them.
        new PolicyStatement({
          sid: 'WriteMetricLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${metricsLogGroup}:*`],
        }),
        // The ADOT sidecar creates the log group of the metrics when it does not exist.
        new PolicyStatement({
          sid: 'CreateMetricLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:${metricsLogGroup}`,
            `arn:${partition}:logs:${region}:${account}:log-group:${metricsLogGroup}:*`,
          ],
        }),
      ],
    });
    Validations.of(adotMetrics).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${metricsLogGroup}:*]`,
      reason: 'Statements WriteMetricLogs and CreateMetricLogGroup say why.',
    });
    const cloudwatchMetrics = new Policy(this, 'CloudwatchMetrics', {
      policyName: 'CloudwatchMetrics',
      roles: [this],
      statements: [
        // The application puts metrics; metrics have no ARN, so the condition allows this namespace
        // only.
        new PolicyStatement({
          sid: 'PutMetrics',
          actions: ['cloudwatch:PutMetricData'],
          resources: ['*'],
          conditions: { StringEquals: { 'cloudwatch:namespace': metricsNamespace } },
        }),
      ],
    });
    Validations.of(cloudwatchMetrics).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Statement PutMetrics says why.',
    });
    new Policy(this, 'PrometheusWrite', {
      policyName: 'PrometheusWrite',
      roles: [this],
      statements: [
        // The collector sidecar sends samples to the workspace.
        new PolicyStatement({
          sid: 'RemoteWrite',
          actions: ['aps:RemoteWrite'],
          resources: [`arn:${partition}:aps:${region}:${account}:workspace/${workspaceId}`],
        }),
      ],
    });
    const firelensCloudWatch = new Policy(this, 'FirelensCloudWatch', {
      policyName: 'FirelensCloudWatch',
      roles: [this],
      statements: [
        // The Fluent Bit sidecar creates a log stream for each container and writes its output to
        // it.
        new PolicyStatement({
          sid: 'WriteFirelensLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
      ],
    });
    Validations.of(firelensCloudWatch).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
      reason: 'Statement WriteFirelensLogs says why.',
    });
    new Policy(this, 'CrossAccountLogs', {
      policyName: 'CrossAccountLogs',
      roles: [this],
      statements: [
        // The Fluent Bit sidecar assumes the log writer role of the logging account, which role_arn
        // names.
        new PolicyStatement({
          sid: 'AssumeLogWriter',
          actions: ['sts:AssumeRole'],
          resources: [
            `arn:${partition}:iam::${loggingAccount}:role/team/shop/${project}-cross-account-logs-role-${environment}`,
          ],
        }),
      ],
    });
    const taskProtection = new Policy(this, 'TaskProtection', {
      policyName: 'TaskProtection',
      roles: [this],
      statements: [
        // The application protects its own task from scale-in during long work; the task ID is not
        // known beforehand, so the ARN covers the cluster and the condition refuses tasks that are
        // tagged as those of another service.
        new PolicyStatement({
          sid: 'TaskProtection',
          actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: { StringEqualsIfExists: { 'aws:ResourceTag/aws:ecs:serviceName': service } },
        }),
      ],
    });
    Validations.of(taskProtection).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
      reason: 'Statement TaskProtection says why.',
    });
    new Policy(this, 'BedrockInvoke', {
      policyName: 'BedrockInvoke',
      roles: [this],
      statements: [
        // The application calls the model, with or without streaming.
        new PolicyStatement({
          sid: 'InvokeModel',
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: [`arn:${partition}:bedrock:${region}::foundation-model/${modelId}`],
        }),
      ],
    });
    const ecsExecLogsCloudWatch = new Policy(this, 'EcsExecLogsCloudWatch', {
      policyName: 'EcsExecLogsCloudWatch',
      roles: [this],
      statements: [
        // The SSM agent lists log groups to find the one for its session logs; this action supports
        // only *.
        new PolicyStatement({
          sid: 'ExecFindLogGroups',
          actions: ['logs:DescribeLogGroups'],
          resources: ['*'],
        }),
        // The SSM agent writes the input and the output of each session to a log stream.
        new PolicyStatement({
          sid: 'ExecWriteLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${execLogGroup}:*`],
        }),
      ],
    });
    Validations.of(ecsExecLogsCloudWatch).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement ExecFindLogGroups says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${execLogGroup}:*]`,
        reason: 'Statement ExecWriteLogs says why.',
      },
    );
    const ecsExecLogsS3 = new Policy(this, 'EcsExecLogsS3', {
      policyName: 'EcsExecLogsS3',
      roles: [this],
      statements: [
        // The SSM agent reads the Region and the encryption of the bucket before a session starts.
        new PolicyStatement({
          sid: 'ExecLogBucket',
          actions: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
          resources: [`arn:${partition}:s3:::${execLogBucket}`],
        }),
        // The SSM agent writes the log of each session as an object when the session ends.
        new PolicyStatement({
          sid: 'ExecWriteLogObjects',
          actions: ['s3:PutObject'],
          resources: [`arn:${partition}:s3:::${execLogBucket}/${execLogPrefix}/*`],
        }),
      ],
    });
    Validations.of(ecsExecLogsS3).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${execLogBucket}/${execLogPrefix}/*]`,
      reason: 'Statement ExecWriteLogObjects says why.',
    });
    new Policy(this, 'EcsExecKms', {
      policyName: 'EcsExecKms',
      roles: [this],
      statements: [
        // The SSM agent decrypts the data key that encrypts the data channel of the session.
        new PolicyStatement({
          sid: 'ExecDecryptSession',
          actions: ['kms:Decrypt'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${execKmsKeyId}`],
        }),
      ],
    });
    const taskStatements = new Policy(this, 'TaskStatements', {
      policyName: 'TaskStatements',
      roles: [this],
      statements: [
        // Each team reads its own folder.
        new PolicyStatement({
          sid: 'OwnFolder',
          actions: ['s3:GetObject'],
          resources: [`arn:${partition}:s3:::shop-home/\${aws:PrincipalTag/team}/*`],
          conditions: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      ],
    });
    Validations.of(taskStatements).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-home/<aws:PrincipalTag/team>/*]',
      reason: 'Statement OwnFolder says why.',
    });
  }
}
