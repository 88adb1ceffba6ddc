import { allow } from '../iam/statements.ts';
import { TASKS } from '../roles/shared/arns.ts';
import {
  execChannels,
  execCloudWatchLogs,
  execDecryptSession,
  execS3Logs,
} from '../roles/shared/exec.ts';
import type { GrantPreset } from './types.ts';

/** What a task does with ECS itself, and models it calls. */
export const RUNTIME_GRANTS = [
  {
    id: 'taskProtection',
    title: 'Scale-in protection',
    summary: 'The task protects itself from scale-in.',
    policy: 'TaskProtection',
    statements: [
      allow('TaskProtection', ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'], [TASKS], {
        why: "The application protects its own task while it works on something long; the task's ID is made when it starts.",
      }),
    ],
  },
  {
    id: 'bedrockInvoke',
    title: 'Invoke a Bedrock model',
    summary: 'One foundation model.',
    policy: 'BedrockInvoke',
    statements: [
      allow(
        'InvokeModel',
        ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        ['arn:<partition>:bedrock:<region>::foundation-model/<modelId>'],
        { why: 'The application calls the model, with or without streaming.' },
      ),
    ],
    note: 'Converse and ConverseStream are authorised by these two actions. A cross-Region inference profile needs its own ARN (inference-profile/(id), with account) and the foundation-model ARN in every Region of the profile.',
  },
  {
    id: 'ecsExec',
    title: 'ECS Exec',
    summary:
      'The four channel actions; all support only "*". Same statements as the ecsExec option of the task role.',
    policy: 'EcsExec',
    statements: [execChannels],
  },
  {
    id: 'ecsExecLogsCloudWatch',
    title: 'ECS Exec audit log to CloudWatch',
    summary: 'See the task role, option execLogsToCloudWatch.',
    policy: 'EcsExecLogsCloudWatch',
    statements: execCloudWatchLogs,
  },
  {
    id: 'ecsExecLogsS3',
    title: 'ECS Exec audit log to S3',
    summary: 'See the task role, option execLogsToS3.',
    policy: 'EcsExecLogsS3',
    statements: execS3Logs,
  },
  {
    id: 'ecsExecKms',
    title: 'ECS Exec with a customer managed key',
    summary: 'See the task role, option execKmsKey.',
    policy: 'EcsExecKms',
    statements: [execDecryptSession],
  },
] as const satisfies readonly GrantPreset[];
