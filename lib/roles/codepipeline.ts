import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { pipelineDeployOptions } from './codepipeline/deploy.ts';
import { pipelineOptions } from './codepipeline/extras.ts';
import { pipelineSourceOptions } from './codepipeline/sources.ts';
import { ARTIFACT_BUCKET } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import type { Role } from './types.ts';

/** The role that the pipeline's actions run with. */
export const codepipelineRole = {
  id: 'codepipeline',
  title: 'CodePipeline service role',
  name: template('<project>-codepipeline-role-<environment>'),
  recommended: true,
  purpose:
    'Moves artifacts, starts the build and deploys the imagedefinitions.json of the build to the ECS service (rolling), or hands over to CodeDeploy (blue/green option).',
  why: 'Every pipeline needs one; a role per pipeline keeps artifacts, build project and service in one scope.',
  trust: [trustService('CodePipelineAssume', 'codepipeline.amazonaws.com')],
  strictTrust: [
    trustService('CodePipelineAssume', 'codepipeline.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn': 'arn:<partition>:codepipeline:<region>:<account>:<pipelineName>',
      },
    }),
  ],
  policies: [
    {
      name: 'PipelineArtifacts',
      statements: [
        artifactObjects,
        allow(
          'ArtifactBucket',
          ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          [ARTIFACT_BUCKET],
          {
            why: 'CodePipeline checks the owner, Region and versioning of the artifact bucket.',
            conditions: IN_OWN_ACCOUNT,
          },
        ),
      ],
    },
    {
      name: 'PipelineBuild',
      statements: [
        allow(
          'RunBuild',
          ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          ['arn:<partition>:codebuild:<region>:<account>:project/<buildProject>'],
          { why: 'The build action starts the build project and waits for the build to end.' },
        ),
      ],
    },
  ],
  options: { ...pipelineDeployOptions, ...pipelineSourceOptions, ...pipelineOptions },
  notGranted: [
    {
      action: 'iam:PassRole',
      on: 'the CodeBuild and CodeDeploy roles',
      reason:
        'Starting a build or a deployment passes no role: those roles sit on the build project and the deployment group. What a deployment passes is the task role and the execution role.',
    },
  ],
  sources: [
    'Manage the CodePipeline service role: https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html',
    'Amazon ECS deploy action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
    'CodeDeployToECS action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html',
    'CodeStarSourceConnection action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html',
    'CodeDeploy IAM actions: https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Amazon S3 source action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html',
  ],
} as const satisfies Role;
