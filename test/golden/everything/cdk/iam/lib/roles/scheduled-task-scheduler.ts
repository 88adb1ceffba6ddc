import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Scheduled task role (EventBridge Scheduler). Lets EventBridge Scheduler run the task definition
 * on a schedule.
 */
export class ScheduledTaskSchedulerRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, family, scheduleGroup, deadLetterQueue } = config;
    super(scope, id, {
      roleName: `${project}-ecs-scheduler-role-${environment}`,
      path: '/team/shop/',
      description: 'Scheduled task role (EventBridge Scheduler) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:scheduler:${region}:${account}:schedule-group/${scheduleGroup}`,
          },
        },
      }),
    });
    const scheduledTaskScheduler = new Policy(this, 'ScheduledTaskScheduler', {
      policyName: 'ScheduledTaskScheduler',
      roles: [this],
      statements: [
        // RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also
        // for a call that names none.
        new PolicyStatement({
          sid: 'RunTask',
          actions: ['ecs:RunTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // RunTask tags a task that has tags, its own or propagated ones; the condition allows
        // tagging in that call only.
        new PolicyStatement({
          sid: 'TagTaskOnRun',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // EventBridge Scheduler sends an event that it cannot deliver to the dead-letter queue.
        new PolicyStatement({
          sid: 'DeadLetter',
          actions: ['sqs:SendMessage'],
          resources: [`arn:${partition}:sqs:${region}:${account}:${deadLetterQueue}`],
        }),
      ],
    });
    Validations.of(scheduledTaskScheduler).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statement RunTask says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
        reason: 'Statement TagTaskOnRun says why.',
      },
    );
  }
}
