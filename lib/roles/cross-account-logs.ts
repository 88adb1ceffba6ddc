import { trustAccount } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { createLogGroup, writeLogStreams } from './shared/logs.ts';
import type { Role } from './types.ts';

/** A role of the logging account that another account's task role assumes. */
export const crossAccountLogsRole = {
  id: 'cross-account-logs',
  title: 'Cross-account log writer role (logging account)',
  name: template('<project>-cross-account-logs-role-<environment>'),
  recommended: false,
  purpose:
    'Created in the logging account: the task role of the workload account assumes it, and a FireLens (Fluent Bit cloudwatch_logs, role_arn) sidecar writes to the central log group.',
  why: 'The awslogs driver cannot write to another account, and PutLogEvents takes a log group name, never an ARN. Cross-account logging therefore needs a role in the logging account (this one), a destination with subscription filters, or CloudWatch cross-account observability. A Logs resource policy alone grants nothing here.',
  trust: [
    trustAccount('WorkloadTaskRoleAssume', 'arn:<partition>:iam::<workloadAccount>:root', {
      ArnEquals: {
        'aws:PrincipalArn':
          'arn:<partition>:iam::<workloadAccount>:role<rolePath><project>-ecs-task-role-<environment>',
      },
    }),
  ],
  policies: [
    {
      name: 'WriteCentralLogs',
      statements: [
        writeLogStreams(
          'WriteCentralLogs',
          '<centralLogGroup>',
          'Fluent Bit opens a stream in the central log group, looks it up and writes to it.',
        ),
      ],
    },
  ],
  options: {
    createLogGroup: {
      summary: 'auto_create_group in Fluent Bit.',
      policy: 'WriteCentralLogs',
      statements: [
        createLogGroup(
          'CreateCentralLogGroup',
          '<centralLogGroup>',
          'Fluent Bit creates the central log group when auto_create_group is on.',
        ),
      ],
    },
    organizationOnly: {
      summary: 'Adds StringEquals aws:PrincipalOrgID to the trust statement.',
      statements: [],
      trustConditions: { StringEquals: { 'aws:PrincipalOrgID': '<organizationId>' } },
    },
  },
  notGranted: [],
  sources: [
    'PutLogEvents: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html',
    'Cross-account log data sharing with subscriptions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html',
    'Fluent Bit cloudwatch_logs output: https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch',
  ],
} as const satisfies Role;
