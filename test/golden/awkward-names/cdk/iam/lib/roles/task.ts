import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * ECS task role. The identity of the application code: every AWS SDK call the containers make, and
 * ECS Exec.
 */
export class TaskRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment } = values;
    super(scope, id, {
      roleName: `${project}-ecs-task-role-${environment}`,
      path: '/',
      description: 'ECS task role of 0Shop_API-v2',
      maxSessionDuration: Duration.hours(1),
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
  }
}
