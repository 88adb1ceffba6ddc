import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { passTaskRoles, RUN_TASK_SOURCE, runTask, tagTaskOnRun } from './shared/deploy.ts';
import type { Role } from './types.ts';

/** The role of an EventBridge Scheduler schedule; its trust policy names the schedule group. */
export const scheduledTaskSchedulerRole = {
  id: 'scheduled-task-scheduler',
  title: 'Scheduled task role (EventBridge Scheduler)',
  name: template('<project>-ecs-scheduler-role-<environment>'),
  recommended: false,
  purpose: 'Lets EventBridge Scheduler run the task definition on a schedule.',
  why: 'Only scheduled tasks need it. AWS recommends EventBridge Scheduler for new schedules.',
  trust: [
    trustService('SchedulerAssume', 'scheduler.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn':
          'arn:<partition>:scheduler:<region>:<account>:schedule-group/<scheduleGroup>',
      },
    }),
  ],
  policies: [{ name: 'RunScheduledTask', statements: [runTask, tagTaskOnRun, passTaskRoles] }],
  options: {
    deadLetterQueue: {
      summary: 'The schedule sends events that it cannot deliver to an SQS queue.',
      policy: 'RunScheduledTask',
      statements: [
        allow(
          'DeadLetter',
          ['sqs:SendMessage'],
          ['arn:<partition>:sqs:<region>:<account>:<deadLetterQueue>'],
          {
            why: 'EventBridge Scheduler sends an event that it cannot deliver to the dead-letter queue.',
          },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: template(
      'arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole',
    ),
    opens:
      'It grants ecs:RunTask on "*" and passes every role of the account to ecs-tasks: any task can run with any role.',
  },
  risk: 'Whoever may change the schedule runs any revision of the family, with a command of their own and so with the task role. The trust policy names one schedule group; limit who may write schedules to it.',
  notGranted: [],
  sources: [
    RUN_TASK_SOURCE,
    'Confused deputy prevention in EventBridge Scheduler: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html',
    'Amazon ECS EventBridge IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
  ],
} as const satisfies Role;
