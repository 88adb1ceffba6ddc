import { roleArnElsewhere } from '../iam/role-arn.ts';
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
    'For the logging account: a FireLens sidecar (Fluent Bit, cloudwatch_logs with role_arn) assumes it with the task role of the workload account and writes to the central log group.',
  why: 'The awslogs driver cannot write to another account, because PutLogEvents takes the name of a log group, not an ARN. Logs reach another account through a role there (this one), through a destination with subscription filters, or through CloudWatch cross-account observability. A resource policy of CloudWatch Logs is not enough.',
  trust: [
    trustAccount('WorkloadTaskRoleAssume', 'arn:<partition>:iam::<workloadAccount>:root', {
      ArnEquals: { 'aws:PrincipalArn': roleArnElsewhere('<workloadAccount>', 'task') },
    }),
  ],
  policies: [
    {
      name: 'WriteCentralLogs',
      statements: [
        writeLogStreams(
          'WriteCentralLogs',
          '<centralLogGroup>',
          'Fluent Bit creates a log stream in the central log group, looks it up and writes to it.',
        ),
      ],
    },
  ],
  options: {
    createLogGroup: {
      summary: 'Fluent Bit has auto_create_group turned on.',
      policy: 'WriteCentralLogs',
      statements: [
        createLogGroup(
          'CreateCentralLogGroup',
          '<centralLogGroup>',
          'Fluent Bit creates the central log group when it does not exist.',
        ),
      ],
    },
    organizationOnly: {
      summary: 'Adds StringEquals aws:PrincipalOrgID to the trust statement.',
      statements: [],
      trustConditions: { StringEquals: { 'aws:PrincipalOrgID': '<organizationId>' } },
    },
  },
  risk: 'Whoever controls the task role of the workload account can write any line to the central log group, and can neither read nor delete one. The trust policy names who may assume it, and the role reaches this log group only.',
  notGranted: [],
  sources: [
    'PutLogEvents: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html',
    'Cross-account log data sharing with subscriptions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html',
    'Fluent Bit cloudwatch_logs output: https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch',
  ],
} as const satisfies Role;
