import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * Scheduled task role (EventBridge Scheduler). Lets EventBridge Scheduler run the task definition
 * on a schedule.
 */
export class ScheduledTaskSchedulerRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, family, scheduleGroup, deadLetterQueue } = values;
    super(scope, id, {
      roleName: `${project}-ecs-scheduler-role-${environment}`,
      path: '/team/shop/',
      description: 'Scheduled task role (EventBridge Scheduler) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'SchedulerAssume',
          principals: [new ServicePrincipal('scheduler.amazonaws.com')],
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: {
              'aws:SourceArn': `arn:${partition}:scheduler:${region}:${account}:schedule-group/${scheduleGroup}`,
            },
          },
        }),
      ),
    });
    new Policy(this, 'RunScheduledTask', {
      policyName: 'RunScheduledTask',
      roles: [this],
      statements: [
        // Starts the task, in this cluster alone; a call without a revision is checked against the
        // family.
        new PolicyStatement({
          sid: 'RunTask',
          actions: ['ecs:RunTask'],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:task-definition/${family}`,
            `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`,
          ],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // A task that gets tags (its own or propagated ones) is tagged in the call that starts it.
        new PolicyStatement({
          sid: 'TagTaskOnRun',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: {
            StringEquals: { 'ecs:CreateAction': 'RunTask' },
          },
        }),
        // Whoever registers or runs a task definition passes its task role and execution role to
        // ECS, and may pass no other.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: {
            StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
          },
        }),
        // Scheduler keeps a run that could not be started in the dead-letter queue.
        new PolicyStatement({
          sid: 'DeadLetter',
          actions: ['sqs:SendMessage'],
          resources: [`arn:${partition}:sqs:${region}:${account}:${deadLetterQueue}`],
        }),
      ],
    });
  }
}
