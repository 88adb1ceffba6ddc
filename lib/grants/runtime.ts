import { allow } from '../iam/statements.ts';
import { TASKS } from '../roles/shared/arns.ts';
import {
  execChannels,
  execCloudWatchLogs,
  execDecryptSession,
  execS3Logs,
} from '../roles/shared/exec.ts';
import type { GrantPreset } from './types.ts';

/** ECS Exec, task protection and Bedrock models. */
export const RUNTIME_GRANTS = [
  {
    id: 'taskProtection',
    title: 'Scale-in protection',
    summary: 'The task protects itself from scale-in.',
    policy: 'TaskProtection',
    statements: [
      allow('TaskProtection', ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'], [TASKS], {
        why: 'The application protects its own task from scale-in during long work; the task ID is not known beforehand, so the ARN covers the cluster and the condition refuses tasks that are tagged as those of another service.',
        conditions: {
          StringEqualsIfExists: { 'aws:ResourceTag/aws:ecs:serviceName': '<service>' },
        },
      }),
    ],
    note: 'ECS sets the tag aws:ecs:serviceName on the tasks of a service with enableECSManagedTags. In a cluster of several services, turn it on for each: tasks without the tag are not told apart.',
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
    note: 'Converse and ConverseStream need the same two actions. A cross-Region inference profile needs its own ARN (inference-profile/(id), with the account) and the ARN of the foundation model in every Region of the profile.',
  },
  {
    id: 'ecsExec',
    title: 'ECS Exec',
    summary: 'The four channel actions of ECS Exec, as with the option ecsExec of the task role.',
    policy: 'EcsExec',
    statements: [execChannels],
  },
  {
    id: 'ecsExecLogsCloudWatch',
    title: 'ECS Exec audit log to CloudWatch',
    summary:
      'Session logs in CloudWatch Logs, as with the option execLogsToCloudWatch of the task role.',
    policy: 'EcsExecLogsCloudWatch',
    statements: execCloudWatchLogs,
  },
  {
    id: 'ecsExecLogsS3',
    title: 'ECS Exec audit log to S3',
    summary: 'Session logs in S3, as with the option execLogsToS3 of the task role.',
    policy: 'EcsExecLogsS3',
    statements: execS3Logs,
  },
  {
    id: 'ecsExecKms',
    title: 'ECS Exec with a customer managed key',
    summary: 'An encrypted data channel, as with the option execKmsKey of the task role.',
    policy: 'EcsExecKms',
    statements: [execDecryptSession],
  },
] as const satisfies readonly GrantPreset[];
