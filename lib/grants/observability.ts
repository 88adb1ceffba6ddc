import { roleArnElsewhere } from '../iam/role-arn.ts';
import { allow } from '../iam/statements.ts';
import { createLogGroup, writeLogStreams } from '../roles/shared/logs.ts';
import type { GrantPreset } from './types.ts';

const X_RAY = [
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
] as const;

const SIGNALS_LOG_GROUP = '/aws/application-signals/data';

/**
 * Traces, metrics and logs. Application Signals:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Application-Signals-ECS-Sidecar.html
 */
export const OBSERVABILITY_GRANTS = [
  {
    id: 'xray',
    title: 'Send traces to X-Ray (daemon or ADOT)',
    summary: 'The X-Ray daemon and ADOT need five actions, and all of them support only "*".',
    policy: 'Xray',
    statements: [
      allow('XRay', X_RAY, ['*'], {
        why: 'The X-Ray daemon or the ADOT sidecar gets the sampling rules and sends traces; these actions support only *.',
      }),
    ],
    note: 'The AWS managed policy AWSXRayDaemonWriteAccess grants the same actions on "*".',
  },
  {
    id: 'applicationSignals',
    title: 'Send Application Signals with the CloudWatch agent',
    summary: 'The CloudWatch agent as a sidecar sends traces to X-Ray, and metrics to a log group.',
    policy: 'ApplicationSignals',
    statements: [
      allow('SignalsTraces', X_RAY, ['*'], {
        why: 'The CloudWatch agent gets the sampling rules and sends traces; these actions support only *.',
      }),
      writeLogStreams(
        'WriteSignals',
        SIGNALS_LOG_GROUP,
        'The CloudWatch agent writes the metrics of the application as log events, and CloudWatch extracts the metrics from them.',
      ),
      createLogGroup(
        'CreateSignalsLogGroup',
        SIGNALS_LOG_GROUP,
        'The CloudWatch agent creates the log group when it does not exist.',
      ),
    ],
    note: 'The guide of Application Signals attaches the AWS managed policy CloudWatchAgentServerPolicy, which has "*" for CloudWatch Logs.',
  },
  {
    id: 'adotMetrics',
    title: 'Send ADOT metrics to CloudWatch',
    summary: 'ADOT writes metrics in the embedded metric format to a log group.',
    policy: 'AdotMetrics',
    statements: [
      writeLogStreams(
        'WriteMetricLogs',
        '<metricsLogGroup>',
        'The ADOT sidecar writes metrics as log events, and CloudWatch extracts the metrics from them.',
      ),
      createLogGroup(
        'CreateMetricLogGroup',
        '<metricsLogGroup>',
        'The ADOT sidecar creates the log group of the metrics when it does not exist.',
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
        why: 'The application puts metrics; metrics have no ARN, so the condition allows this namespace only.',
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
        'The Fluent Bit sidecar creates a log stream for each container and writes its output to it.',
      ),
    ],
    note: 'With auto_create_group, Fluent Bit also needs logs:CreateLogGroup on both ARN forms of the log group; with log_retention_days, it needs logs:PutRetentionPolicy.',
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
        [roleArnElsewhere('<loggingAccount>', 'cross-account-logs')],
        {
          why: 'The Fluent Bit sidecar assumes the log writer role of the logging account, which role_arn names.',
        },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
