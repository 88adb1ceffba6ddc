import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { furtherOptions, sourceOptions } from './codepipeline/options.ts';
import { ARTIFACT_BUCKET, CLUSTER } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import {
  deployService,
  describeTasks,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
  watchService,
} from './shared/deploy.ts';
import { nativeDeploymentOptions } from './shared/native-deployments.ts';
import type { Role, RoleOption } from './types.ts';

/** For a pipeline that deploys, with a rolling update or through CodeDeploy. */
const deployOptions = {
  deployFromPipeline: {
    summary:
      'The pipeline registers the task definition and updates the service. It is on with --deploy pipeline and --deploy codedeploy.',
    policy: 'PipelineDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      watchService,
      describeTasks,
      allow('ListServiceTasks', ['ecs:ListTasks'], ['*'], {
        why: 'The deployment lists the tasks of the service; ECS checks a list by service on *, so the condition limits it to the cluster.',
        conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
      }),
      passTaskRoles,
    ],
    whenOff:
      'The buildspec deploys (--deploy build), so the pipeline neither registers a revision nor updates the service; --deploy pipeline grants it.',
  },
  codedeployBlueGreen: {
    summary:
      'The deploy action is CodeDeployToECS. CodeDeploy updates the service and the pipeline only registers the task definition, so the statements ReadTaskDefinition, DeployService, WatchService, WatchTasks and ListServiceTasks are left out.',
    policy: 'PipelineDeploy',
    statements: [
      allow(
        'CodeDeployApplication',
        [
          'codedeploy:GetApplication',
          'codedeploy:GetApplicationRevision',
          'codedeploy:RegisterApplicationRevision',
        ],
        ['arn:<partition>:codedeploy:<region>:<account>:application:<codeDeployApplication>'],
        { why: 'The deploy action registers the AppSpec file as a revision of the application.' },
      ),
      allow(
        'CodeDeployGroup',
        ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
        [
          'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>',
        ],
        {
          why: 'The deploy action creates a deployment in the deployment group and reads it until it ends.',
        },
      ),
      allow(
        'CodeDeployConfig',
        ['codedeploy:GetDeploymentConfig'],
        ['arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'],
        { why: 'The deploy action reads the deployment configuration, which has its own ARN.' },
      ),
    ],
    replaces: [
      'ReadTaskDefinition',
      'DeployService',
      'WatchService',
      'WatchTasks',
      'ListServiceTasks',
    ],
    requires: ['deployFromPipeline'],
    whenOff:
      'Only a blue/green deployment through CodeDeploy calls it; --deploy codedeploy grants it.',
    whyReplaced:
      'CodeDeploy reads and updates the service with its own role, and the pipeline only registers the revision; --deploy pipeline grants it.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('PipelineDeploy', 'deployFromPipeline'),
  ...nativeDeploymentOptions('PipelineDeploy', ['deployFromPipeline']),
} as const satisfies Record<string, RoleOption>;

/** The role with which the actions of the pipeline run. */
export const codepipelineRole = {
  id: 'codepipeline',
  title: 'CodePipeline service role',
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
        allow(
          'RunBuild',
          ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          ['arn:<partition>:codebuild:<region>:<account>:project/<buildProject>'],
          { why: 'The build action starts the build project and waits for the build to end.' },
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
