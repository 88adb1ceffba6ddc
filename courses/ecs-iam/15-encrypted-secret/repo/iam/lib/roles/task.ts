import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS task role. The identity of the application code: every AWS SDK call the containers make, and
 * ECS Exec.
 */
export class TaskRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment } = config;
    super(scope, id, {
      roleName: `${project}-ecs-task-role-${environment}`,
      path: '/',
      description: 'ECS task role of orders',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
        },
      }),
    });
  }
}
