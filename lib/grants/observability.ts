import { allow } from '../iam/statements.ts';
import { createLogGroup, writeLogStreams } from '../roles/shared/logs.ts';
import type { GrantPreset } from './types.ts';

/** Traces, metrics and logs. */
export const OBSERVABILITY_GRANTS = [
  {
    id: 'xray',
    title: 'Send traces to X-Ray (daemon or ADOT)',
    summary: 'All five actions support only "*".',
    policy: 'Xray',
    statements: [
      allow(
        'XRay',
        [
          'xray:GetSamplingRules',
          'xray:GetSamplingStatisticSummaries',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        ['*'],
        {
          why: 'The daemon or the ADOT sidecar fetches the sampling rules and sends traces; IAM offers no resource for X-Ray data.',
        },
      ),
    ],
    note: 'The managed policy AWSXRayDaemonWriteAccess is the same set on "*".',
  },
  {
    id: 'adotMetrics',
    title: 'Send ADOT metrics to CloudWatch',
    summary: 'Embedded metric format through a log group.',
    policy: 'AdotMetrics',
    statements: [
      writeLogStreams(
        'WriteMetricLogs',
        '<metricsLogGroup>',
        'The ADOT sidecar writes metrics as log events, from which CloudWatch reads them.',
      ),
      createLogGroup(
        'CreateMetricLogGroup',
        '<metricsLogGroup>',
        'The ADOT sidecar creates the log group of the metrics on first use.',
      ),
    ],
  },
  {
    id: 'cloudwatchMetrics',
    title: 'Put CloudWatch metrics',
    summary: 'One namespace.',
    policy: 'CloudwatchMetrics',
    statements: [
      allow('PutMetrics', ['cloudwatch:PutMetricData'], ['*'], {
        why: 'The application puts metrics; they have no ARN, so the namespace limits the call.',
        conditions: { StringEquals: { 'cloudwatch:namespace': '<metricsNamespace>' } },
      }),
    ],
  },
  {
    id: 'prometheusWrite',
    title: 'Remote write to Managed Prometheus',
    summary: 'One workspace.',
    policy: 'PrometheusWrite',
    statements: [
      allow(
        'RemoteWrite',
        ['aps:RemoteWrite'],
        ['arn:<partition>:aps:<region>:<account>:workspace/<workspaceId>'],
        { why: 'The collector sidecar sends samples to the workspace.' },
      ),
    ],
  },
  {
    id: 'firelensCloudWatch',
    title: 'FireLens to CloudWatch Logs',
    summary: 'The Fluent Bit sidecar runs with the task role.',
    policy: 'FirelensCloudWatch',
    statements: [
      writeLogStreams(
        'WriteFirelensLogs',
        '<logGroup>',
        'The Fluent Bit sidecar opens a stream per container and writes its output there.',
      ),
    ],
    note: 'auto_create_group adds logs:CreateLogGroup on both ARN forms; log_retention_days adds logs:PutRetentionPolicy.',
  },
  {
    id: 'crossAccountLogs',
    title: 'Write logs in another account',
    summary: 'Assumes the cross-account-logs role of the logging account.',
    policy: 'CrossAccountLogs',
    statements: [
      allow(
        'AssumeLogWriter',
        ['sts:AssumeRole'],
        [
          'arn:<partition>:iam::<loggingAccount>:role<rolePath><project>-cross-account-logs-role-<environment>',
        ],
        {
          why: 'The Fluent Bit sidecar assumes the log writer role of the logging account (role_arn).',
        },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
