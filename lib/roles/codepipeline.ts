import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Moves artifacts, starts the build and deploys the imagedefinitions.json of the build to the ECS service (rolling), or hands over to CodeDeploy (blue/green option). */
export const codepipelineRole = {
  id: 'codepipeline',
  title: 'CodePipeline service role',
  name: open('<project>-codepipeline-role-<environment>'),
  recommended: true,
  purpose:
    'Moves artifacts, starts the build and deploys the imagedefinitions.json of the build to the ECS service (rolling), or hands over to CodeDeploy (blue/green option).',
  why: 'One role per pipeline keeps artifacts, project and service in one scope.',
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
        allow(
          'ArtifactObjects',
          ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          ['arn:<partition>:s3:::<artifactBucket>/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'ArtifactBucket',
          ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          ['arn:<partition>:s3:::<artifactBucket>'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
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
          { why: '' },
        ),
      ],
    },
  ],
  options: {
    deployFromPipeline: {
      summary:
        'The pipeline deploys: it registers the task definition and updates the service. On unless the build deploys (deploy kind pipeline, codedeploy).',
      policy: 'PipelineDeploy',
      statements: [
        allow('ReadTaskDefinition', ['ecs:DescribeTaskDefinition'], ['*'], { why: '' }),
        allow('RegisterTaskDefinition', ['ecs:RegisterTaskDefinition'], ['*'], { why: '' }),
        allow(
          'TagTaskDefinitionOnRegister',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*'],
          {
            why: '',
            conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
          },
        ),
        allow(
          'DeployService',
          ['ecs:DescribeServices', 'ecs:UpdateService'],
          ['arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>'],
          { why: '' },
        ),
        allow(
          'WatchTasks',
          ['ecs:DescribeTasks'],
          ['arn:<partition>:ecs:<region>:<account>:task/<cluster>/*'],
          { why: '' },
        ),
        allow('ListServiceTasks', ['ecs:ListTasks'], ['*'], {
          why: '',
          conditions: {
            ArnEquals: {
              'ecs:cluster': 'arn:<partition>:ecs:<region>:<account>:cluster/<cluster>',
            },
          },
        }),
        allow(
          'PassTaskRoles',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
          ],
          {
            why: '',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        ),
      ],
    },
    sourceConnection: {
      summary:
        'Source action CodeStarSourceConnection (GitHub, GitLab, Bitbucket). The same connection has an ARN in either prefix, depending on when it was made; AWS checks the prefix of the ARN in the pipeline.',
      policy: 'PipelineSource',
      statements: [
        allow(
          'UseConnection',
          ['codeconnections:UseConnection'],
          ['arn:<partition>:codeconnections:<region>:<account>:connection/<connectionId>'],
          { why: '' },
        ),
        allow(
          'UseConnectionOldPrefix',
          ['codestar-connections:UseConnection'],
          ['arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'],
          { why: '' },
        ),
      ],
    },
    codecommitSource: {
      summary: 'Source action CodeCommit.',
      policy: 'PipelineSource',
      statements: [
        allow(
          'CodeCommitSource',
          [
            'codecommit:CancelUploadArchive',
            'codecommit:GetBranch',
            'codecommit:GetCommit',
            'codecommit:GetRepository',
            'codecommit:GetUploadArchiveStatus',
            'codecommit:UploadArchive',
          ],
          ['arn:<partition>:codecommit:<region>:<account>:<sourceRepository>'],
          { why: '' },
        ),
      ],
    },
    ecrSource: {
      summary: 'Source action ECR.',
      policy: 'PipelineSource',
      statements: [
        allow(
          'EcrSource',
          ['ecr:DescribeImages'],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
      ],
    },
    s3Source: {
      summary:
        'Source action S3. The tagging actions are needed when the source objects carry tags.',
      policy: 'PipelineSource',
      statements: [
        allow(
          'S3SourceObjects',
          [
            's3:GetObject',
            's3:GetObjectTagging',
            's3:GetObjectVersion',
            's3:GetObjectVersionTagging',
          ],
          ['arn:<partition>:s3:::<sourceBucket>/<sourceKey>'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'S3SourceBucket',
          ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          ['arn:<partition>:s3:::<sourceBucket>'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'TagSourceArtifacts',
          ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'],
          ['arn:<partition>:s3:::<artifactBucket>/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
      ],
    },
    artifactKmsKey: {
      summary:
        'The artifact bucket uses a customer managed key (required for cross-account pipelines).',
      policy: 'PipelineArtifacts',
      statements: [
        allow(
          'ArtifactKey',
          [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          ['arn:<partition>:kms:<region>:<account>:key/<artifactKmsKeyId>'],
          { why: '' },
        ),
      ],
    },
    artifactBucketSetup: {
      summary:
        "Keeps the requirement's s3:PutBucketVersioning reachable. The service never calls it at run time: versioning is switched on by whoever creates the bucket.",
      policy: 'PipelineArtifacts',
      statements: [
        allow(
          'ConfigureArtifactBucket',
          ['s3:PutBucketVersioning'],
          ['arn:<partition>:s3:::<artifactBucket>'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
      ],
    },
    batchBuilds: {
      summary: 'The build action runs a batch build.',
      policy: 'PipelineBuild',
      statements: [
        allow(
          'RunBatchBuild',
          ['codebuild:BatchGetBuildBatches', 'codebuild:StartBuildBatch'],
          ['arn:<partition>:codebuild:<region>:<account>:project/<buildProject>'],
          { why: '' },
        ),
      ],
    },
    codedeployBlueGreen: {
      summary:
        'Deploy action CodeDeployToECS. Replaces the rolling statements ReadTaskDefinition, DeployService, WatchTasks and ListServiceTasks: CodeDeploy updates the service, CodePipeline only registers the task definition. Three ARNs: application, deployment group and deployment configuration.',
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
          { why: '' },
        ),
        allow(
          'CodeDeployGroup',
          ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
          [
            'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>',
          ],
          { why: '' },
        ),
        allow(
          'CodeDeployConfig',
          ['codedeploy:GetDeploymentConfig'],
          ['arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'],
          { why: '' },
        ),
      ],
      replaces: ['ReadTaskDefinition', 'DeployService', 'WatchTasks', 'ListServiceTasks'],
    },
    scopedRegisterTaskDefinition: {
      summary: 'Experimental, see the CodeBuild role.',
      policy: 'PipelineDeploy',
      statements: [
        allow(
          'RegisterTaskDefinition',
          ['ecs:RegisterTaskDefinition'],
          ['arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*'],
          { why: '' },
        ),
      ],
      replaces: ['RegisterTaskDefinition'],
    },
    manualApprovalTopic: {
      summary: 'A manual approval action notifies an SNS topic.',
      policy: 'PipelineApproval',
      statements: [
        allow(
          'NotifyApprovers',
          ['sns:Publish'],
          ['arn:<partition>:sns:<region>:<account>:<approvalTopic>'],
          { why: '' },
        ),
      ],
    },
    strictTrust: {
      summary:
        'Adds aws:SourceAccount and aws:SourceArn to the trust policy. Off by default: the CodePipeline guide shows the plain trust, and create-pipeline checks the role before every caller context is certain to carry the ARN.',
      statements: [],
    },
  },
  notGranted: [],
  sources: [
    'Manage the CodePipeline service role — https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html',
    'Amazon ECS deploy action reference — https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
    'CodeDeployToECS action reference — https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html',
    'CodeStarSourceConnection action reference — https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html',
    'CodeDeploy IAM actions — https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html',
    'Grant permission to tag resources on creation — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Amazon S3 source action reference — https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html',
  ],
} as const satisfies Role;
