import { trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { passTaskRoles, runTask, tagTaskOnRun } from './shared/deploy.ts';
import type { Role } from './types.ts';

/** The role of an EventBridge rule with an ECS target. */
export const scheduledTaskEventsRole = {
  id: 'scheduled-task-events',
  title: 'Scheduled task role (EventBridge rule)',
  name: template('<project>-ecs-events-role-<environment>'),
  recommended: false,
  purpose: 'Lets an EventBridge rule (schedule or event pattern) run the task definition.',
  why: 'Only for rules with an ECS target.',
  trust: [
    trustService('EventsAssume', 'events.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:events:<region>:<account>:rule/<ruleName>' },
    }),
  ],
  policies: [{ name: 'RunScheduledTask', statements: [runTask, tagTaskOnRun, passTaskRoles] }],
  options: {},
  managedAlternative: {
    arn: template(
      'arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole',
    ),
    opens:
      'ecs:RunTask on "*" and PassRole on "*" with iam:PassedToService ecs-tasks: any task with any role.',
  },
  notGranted: [
    {
      action: 'sqs:SendMessage',
      reason: "A rule's dead-letter queue is granted by the queue's policy, not by this role.",
    },
  ],
  sources: [
    'Amazon ECS EventBridge IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
    'EventBridge identity-based policies: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html',
  ],
} as const satisfies Role;
