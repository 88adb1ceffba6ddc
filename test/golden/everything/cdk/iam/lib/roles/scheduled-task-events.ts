import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * Scheduled task role (EventBridge rule). Lets an EventBridge rule (schedule or event pattern) run
 * the task definition.
 */
export class ScheduledTaskEventsRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, ruleName } = values;
    super(scope, id, {
      roleName: `${project}-ecs-events-role-${environment}`,
      path: '/team/shop/',
      description: 'Scheduled task role (EventBridge rule) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'EventsAssume',
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: {
              'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/${ruleName}`,
            },
          },
        }),
      ),
    });
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceEventsRole'),
    );
  }
}
