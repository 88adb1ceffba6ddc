import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/** ECS Exec role (separate role). A task role that carries only the ECS Exec permissions. */
export class EcsExecRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      execLogGroup,
      execLogBucket,
      execLogPrefix,
      execKmsKeyId,
      execLogKmsKeyId,
    } = values;
    super(scope, id, {
      roleName: `${project}-ecs-exec-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS Exec role (separate role) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'EcsTasksAssume',
          principals: [new ServicePrincipal('ecs-tasks.amazonaws.com')],
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
          },
        }),
      ),
    });
    new Policy(this, 'EcsExec', {
      policyName: 'EcsExec',
      roles: [this],
      statements: [
        // The SSM agent in the container opens the channels of each ECS Exec session; IAM offers no
        // resource for them.
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
        // The SSM agent looks for the log group by listing; IAM offers no resource for the list.
        new PolicyStatement({
          sid: 'ExecFindLogGroups',
          actions: ['logs:DescribeLogGroups'],
          resources: ['*'],
        }),
        // The SSM agent writes what was typed and shown in a session to its own stream.
        new PolicyStatement({
          sid: 'ExecWriteLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${execLogGroup}:*`],
        }),
        // The SSM agent finds the bucket and checks that it is encrypted before a session.
        new PolicyStatement({
          sid: 'ExecLogBucket',
          actions: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'],
          resources: [`arn:${partition}:s3:::${execLogBucket}`],
        }),
        // The SSM agent stores each session's log as an object when the session ends.
        new PolicyStatement({
          sid: 'ExecWriteLogObjects',
          actions: ['s3:PutObject'],
          resources: [`arn:${partition}:s3:::${execLogBucket}/${execLogPrefix}/*`],
        }),
        // The SSM agent decrypts the data key that encrypts the session on its way.
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
          conditions: {
            StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` },
          },
        }),
      ],
    });
  }
}
