import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Lets an EventBridge rule (schedule or event pattern) run the task definition. */
export const scheduledTaskEventsRole = {
  id: 'scheduled-task-events',
  title: 'Scheduled task role (EventBridge rule)',
  name: open('<project>-ecs-events-role-<environment>'),
  recommended: false,
  purpose: 'Lets an EventBridge rule (schedule or event pattern) run the task definition.',
  why: 'Only for rules with an ECS target.',
  trust: [
    trustService('EventsAssume', 'events.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:events:<region>:<account>:rule/<ruleName>' },
    }),
  ],
  policies: [
    {
      name: 'RunScheduledTask',
      statements: [
        allow(
          'RunTask',
          ['ecs:RunTask'],
          [
            'arn:<partition>:ecs:<region>:<account>:task-definition/<family>',
            'arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*',
          ],
          {
            why: '',
            conditions: {
              ArnEquals: {
                'ecs:cluster': 'arn:<partition>:ecs:<region>:<account>:cluster/<cluster>',
              },
            },
          },
        ),
        allow(
          'TagTaskOnRun',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:task/<cluster>/*'],
          { why: '', conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } },
        ),
        allow(
          'PassTaskRoles',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
          ],
          {
            why: '',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        ),
      ],
    },
  ],
  options: {},
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole'),
    opens:
      "See the scheduler role. A rule's dead-letter queue is granted by the queue's policy, not by this role.",
  },
  notGranted: [],
  sources: [
    'Amazon ECS EventBridge IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
    'EventBridge identity-based policies — https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html',
  ],
} as const satisfies Role;
