import { allow } from '../../iam/statements.ts';
import { secretArn } from '../shared/arns.ts';
import { ecrPullCrossAccount, PULL_ACTIONS } from '../shared/images.ts';
import { createLogGroup } from '../shared/logs.ts';
import type { RoleOption } from '../types.ts';

/** Images from elsewhere, and the agent's own configuration. */
export const imageOptions = {
  privateRegistryCredentials: {
    summary:
      'repositoryCredentials: a registry outside ECR whose credentials are in Secrets Manager.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadRegistryCredentials',
        ['secretsmanager:GetSecretValue'],
        [secretArn('<registrySecretName>')],
        { why: 'The agent reads the user name and password of the registry that holds the image.' },
      ),
    ],
  },
  ecrPullThroughCache: {
    summary:
      'Pulls through an ECR pull-through cache rule. CreateRepository is needed for the first pull of each image; drop it where repositories are created beforehand.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'EcrPullThroughCache',
        [...PULL_ACTIONS, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        ['arn:<partition>:ecr:<region>:<account>:repository/<pullThroughPrefix>/*'],
        {
          why: "The first pull of an upstream image creates its repository under the rule's prefix and imports the image.",
        },
      ),
    ],
  },
  crossAccountEcr: {
    summary:
      'Pulls from a repository in another account. The repository policy there must also allow it; ecr:GetAuthorizationToken is always called in the own account.',
    policy: 'TaskExecution',
    statements: [ecrPullCrossAccount],
  },
  awslogsCreateGroup: {
    summary:
      'awslogs-create-group is true. Both ARN forms are listed because the request ARN ends in :log-stream:.',
    policy: 'TaskExecution',
    statements: [
      createLogGroup(
        'CreateLogGroup',
        '<logGroup>',
        'The awslogs driver creates the log group when awslogs-create-group is true.',
      ),
    ],
  },
  firelensS3Config: {
    summary:
      'FireLens loads its configuration file from S3 (config-file-type s3). EC2 only: tasks on Fargate support only config-file-type file; the init image of AWS for Fluent Bit reads S3 with the task role instead.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadFirelensConfig',
        ['s3:GetObject'],
        ['arn:<partition>:s3:::<firelensConfigBucket>/<firelensConfigKey>'],
        { why: 'The agent downloads the configuration file for the log router container.' },
      ),
      allow(
        'LocateFirelensBucket',
        ['s3:GetBucketLocation'],
        ['arn:<partition>:s3:::<firelensConfigBucket>'],
        { why: "The agent asks for the bucket's Region before it downloads." },
      ),
    ],
  },
  guardDutyRuntimeMonitoring: {
    summary:
      'GuardDuty Runtime Monitoring on Fargate injects a sidecar from an AWS-owned repository. A role whose pull is limited to the own repository must add it, or the agent is not covered.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'EcrPullGuardDutyAgent',
        PULL_ACTIONS,
        ['arn:<partition>:ecr:<region>:<guardDutyAccount>:repository/aws-guardduty-agent-fargate'],
        { why: "GuardDuty adds its agent to each task, pulled from AWS's own repository." },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;
