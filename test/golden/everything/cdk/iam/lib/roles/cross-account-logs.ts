import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ArnPrincipal, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Cross-account log writer role (logging account). For the logging account: a FireLens sidecar
 * (Fluent Bit, cloudwatch_logs with role_arn) assumes it with the task role of the workload account
 * and writes to the central log group.
 */
export class CrossAccountLogsRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, workloadAccount, centralLogGroup, organizationId } = config;
    super(scope, id, {
      roleName: `${project}-cross-account-logs-role-${environment}`,
      path: '/team/shop/',
      description: 'Cross-account log writer role (logging account) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ArnPrincipal(`arn:${partition}:iam::${workloadAccount}:root`).withConditions({
        ArnEquals: {
          'aws:PrincipalArn': `arn:${partition}:iam::${workloadAccount}:role/team/shop/${project}-ecs-task-role-${environment}`,
        },
        StringEquals: { 'aws:PrincipalOrgID': organizationId },
      }),
    });
    const crossAccountLogs = new Policy(this, 'CrossAccountLogs', {
      policyName: 'CrossAccountLogs',
      roles: [this],
      statements: [
        // Fluent Bit creates a log stream in the central log group, looks it up and writes to it.
        new PolicyStatement({
          sid: 'WriteCentralLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${centralLogGroup}:*`],
        }),
        // Fluent Bit creates the central log group when it does not exist.
        new PolicyStatement({
          sid: 'CreateCentralLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:${centralLogGroup}`,
            `arn:${partition}:logs:${region}:${account}:log-group:${centralLogGroup}:*`,
          ],
        }),
      ],
    });
    Validations.of(crossAccountLogs).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${centralLogGroup}:*]`,
      reason: 'Statements WriteCentralLogs and CreateCentralLogGroup say why.',
    });
  }
}
