import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/** ECS Exec role (separate role). A task role that has the ECS Exec permissions only. */
export class EcsExecRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      execLogGroup,
      execLogBucket,
      execLogPrefix,
      execKmsKeyId,
      execLogKmsKeyId,
    } = config;
    super(scope, id, {
      roleName: `${project}-ecs-exec-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS Exec role (separate role) of shop',
      maxSessionDuration: Duration.hours(2),
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
        // The SSM agent decrypts the data key that encrypts the data channel of the session.
        new PolicyStatement({
          sid: 'ExecDecryptSession',
          actions: ['kms:Decrypt'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${execKmsKeyId}`],
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
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statements ExecChannels and ExecFindLogGroups say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${execLogGroup}:*]`,
        reason: 'Statement ExecWriteLogs says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${execLogBucket}/${execLogPrefix}/*]`,
        reason: 'Statement ExecWriteLogObjects says why.',
      },
    );
  }
}
