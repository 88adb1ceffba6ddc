import { allow } from '../iam/statements.ts';
import { TASKS } from '../roles/shared/arns.ts';
import {
  execChannels,
  execCloudWatchLogs,
  execDecryptSession,
  execS3Logs,
} from '../roles/shared/exec.ts';
import type { GrantPreset } from './types.ts';

const PROFILE = 'arn:<partition>:bedrock:<region>:<account>:inference-profile/<inferenceProfileId>';

/**
 * ECS Exec, task protection, functions, and models:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
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
    note: 'Converse and ConverseStream need the same two actions. For an inference profile, whose ID begins with us., eu., apac. or global., use bedrockInferenceProfile.',
  },
  {
    id: 'bedrockInferenceProfile',
    title: 'Invoke a Bedrock model through an inference profile',
    summary: 'One cross-Region inference profile and its foundation model.',
    policy: 'BedrockInferenceProfile',
    statements: [
      allow(
        'InvokeProfile',
        ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        [PROFILE],
        { why: 'The application calls the model through the profile, with or without streaming.' },
      ),
      allow(
        'InvokeModelOfProfile',
        ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        ['arn:<partition>:bedrock:*::foundation-model/<modelId>'],
        {
          why: 'Bedrock routes the call to a Region of the profile; the condition allows the model through this profile only.',
          conditions: { StringLike: { 'bedrock:InferenceProfileArn': PROFILE } },
        },
      ),
    ],
    note: 'A profile ID is the model ID with a geography before it, such as eu.anthropic.claude-3-haiku-20240307-v1:0 for the model anthropic.claude-3-haiku-20240307-v1:0.',
  },
  {
    id: 'lambdaInvoke',
    title: 'Invoke a Lambda function',
    summary: 'One function, with its versions and aliases.',
    policy: 'LambdaInvoke',
    statements: [
      allow(
        'InvokeFunction',
        ['lambda:InvokeFunction'],
        [
          'arn:<partition>:lambda:<region>:<account>:function:<functionName>',
          'arn:<partition>:lambda:<region>:<account>:function:<functionName>:*',
        ],
        {
          why: 'The application invokes the function and waits for its answer or not; the second ARN stands for its versions and aliases.',
        },
      ),
    ],
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
