import { trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { passTaskRoles, RUN_TASK_SOURCE, runTask, tagTaskOnRun } from './shared/deploy.ts';
import type { Role } from './types.ts';

/** The role of an EventBridge rule with an ECS target. */
export const scheduledTaskEventsRole = {
  id: 'scheduled-task-events',
  title: 'Scheduled task role (EventBridge rule)',
  name: template('<project>-ecs-events-role-<environment>'),
  recommended: false,
  purpose: 'Lets an EventBridge rule (schedule or event pattern) run the task definition.',
  why: 'Only EventBridge rules with an ECS target need it.',
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
      'It grants ecs:RunTask on "*" and passes every role of the account to ecs-tasks: any task can run with any role.',
  },
  risk: 'Whoever may change the target of the rule runs any revision of the family, with a command of their own and so with the task role. The trust policy names one rule; limit who may call events:PutTargets on it.',
  notGranted: [
    {
      action: 'sqs:SendMessage',
      reason:
        'EventBridge sends to the dead-letter queue of a rule by the policy of the queue, not with this role.',
    },
  ],
  sources: [
    RUN_TASK_SOURCE,
    'Amazon ECS EventBridge IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
    'EventBridge identity-based policies: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html',
  ],
} as const satisfies Role;
