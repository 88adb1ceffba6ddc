import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Scheduled task role (EventBridge rule). Lets an EventBridge rule (schedule or event pattern) run
 * the task definition.
 */
export class ScheduledTaskEventsRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, ruleName } = config;
    super(scope, id, {
      roleName: `${project}-ecs-events-role-${environment}`,
      path: '/team/shop/',
      description: 'Scheduled task role (EventBridge rule) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/${ruleName}`,
          },
        },
      }),
    });
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceEventsRole'),
    );
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole]',
      reason:
        'Chosen in place of scoped statements. Beyond them: It grants ecs:RunTask on "*" and passes every role of the account to ecs-tasks: any task can run with any role.',
    });
  }
}
