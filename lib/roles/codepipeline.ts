import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { deployOptions } from './codepipeline/deploy-options.ts';
import { furtherOptions, sourceOptions } from './codepipeline/options.ts';
import { ARTIFACT_BUCKET } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import { runBuilds } from './shared/builds.ts';
import type { Role } from './types.ts';

/** The role with which the actions of the pipeline run. */
export const codepipelineRole = {
  id: 'codepipeline',
  title: 'CodePipeline service role',
  belongsTo: 'home',
  name: template('<project>-codepipeline-role-<environment>'),
  recommended: true,
  purpose:
    'Lets CodePipeline read and write artifacts, start the build and deploy the image to the ECS service, with a rolling update or through CodeDeploy.',
  why: 'Every pipeline needs a service role. With a role of its own, a pipeline can use one artifact bucket, one build project and one service only.',
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
        runBuilds(
          'RunBuild',
          '<buildProject>',
          'The build action starts the build project and waits for the build to end.',
        ),
      ],
    },
  ],
  options: { ...deployOptions, ...sourceOptions, ...furtherOptions },
  risk: 'Whoever pushes to the source branch, or may change the pipeline, deploys code that has the task role and the injected secrets. The approval holds production back (--approval), and the validation finds roles that were changed by hand.',
  notGranted: [
    {
      action: 'iam:PassRole',
      on: 'the CodeBuild and CodeDeploy roles',
      reason:
        'Starting a build or a deployment passes no role, because the build project and the deployment group have theirs already. A deployment passes the task role and the execution role only.',
    },
  ],
  sources: [
    'Manage the CodePipeline service role: https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html',
    'Amazon ECS deploy action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
    'CodeDeployToECS action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html',
    'CodeStarSourceConnection action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html',
    'CodeDeploy IAM actions: https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Commands action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html',
    'ECRBuildAndPublish action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECRBuildAndPublish.html',
    'Pause hooks and service deployments: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html',
    'Amazon S3 source action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
    'Run builds in batches: https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build.html',
    'AWS CodeStar Connections rename: https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html',
  ],
} as const satisfies Role;
