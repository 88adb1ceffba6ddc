import type { PlaceholderSpec } from './patterns.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ROLE_ARN = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  takes: 'the ARN of a role',
} as const;

function existing(title: string) {
  return {
    meaning: `ARN of the ${title}, which exists already`,
    ...ROLE_ARN,
    scope: 'environment',
  } as const;
}

/** The roles that others refer to, by ARN where they are not made here: see `existingRolePlaceholder`. */
export const EXISTING_ROLE_PLACEHOLDERS = {
  taskExecutionRoleArn: existing('ECS task execution role'),
  taskRoleArn: existing('ECS task role'),
  codebuildRoleArn: existing('CodeBuild role'),
  codebuildBatchRoleArn: existing('CodeBuild batch role'),
  codebuildValidateRoleArn: existing('CodeBuild validation role'),
  codebuildDeployRoleArn: existing('CodeBuild deployment role'),
  codepipelineRoleArn: existing('CodePipeline role'),
  pipelineDeployRoleArn: existing("role that the pipeline's actions assume"),
  pipelineTriggerRoleArn: existing('role that starts the pipeline'),
  infrastructureRoleArn: existing('ECS infrastructure role'),
  deploymentHookRoleArn: existing('role of the deployment hooks'),
  containerInstanceRoleArn: existing('container instance role'),
  githubOidcDeployRoleArn: existing('role that GitHub Actions deploys with'),
} as const satisfies Record<string, PlaceholderSpec>;
