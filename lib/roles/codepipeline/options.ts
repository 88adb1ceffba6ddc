import { allow } from '../../iam/statements.ts';
import { ARTIFACT_BUCKET, ARTIFACT_OBJECTS, logStreamsOf, OWN_REPOSITORY } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT, ownArtifactKey } from '../shared/artifacts.ts';
import { runBuilds } from '../shared/builds.ts';
import { ecrAuthToken, PULL_ACTIONS, PUSH_ACTIONS } from '../shared/images.ts';
import type { RoleOption } from '../types.ts';

/** One option for each kind of source action. */
export const sourceOptions = {
  sourceConnection: {
    summary:
      'The source action is CodeStarSourceConnection (GitHub, GitLab, Bitbucket). IAM checks the prefix of the ARN in the pipeline, so the role has the one of the ARN given: codeconnections, or codestar-connections for an older connection.',
    policy: 'PipelineSource',
    statements: [
      allow(
        'UseConnection',
        ['codeconnections:UseConnection'],
        ['arn:<partition>:codeconnections:<region>:<account>:connection/<connectionId>'],
        { why: 'The source action fetches each commit through the connection.' },
      ),
      allow(
        'UseConnectionOldPrefix',
        ['codestar-connections:UseConnection'],
        ['arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'],
        {
          why: 'The source action fetches each commit through the connection, whose ARN has the older prefix.',
        },
      ),
    ],
  },
  codecommitSource: {
    summary: 'The source action is CodeCommit.',
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
        {
          why: 'The source action reads the branch, and CodeCommit uploads the files of the commit as an artifact.',
        },
      ),
    ],
  },
  ecrSource: {
    summary: 'The source action is ECR.',
    policy: 'PipelineSource',
    statements: [
      allow('EcrSource', ['ecr:DescribeImages'], [OWN_REPOSITORY], {
        why: 'The source action reads the digest of the image that was pushed.',
      }),
    ],
  },
  s3Source: {
    summary: 'The source action is S3. Source objects with tags need the tagging actions.',
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
        {
          why: 'The source action downloads the new version of the object, with its tags.',
          conditions: IN_OWN_ACCOUNT,
        },
      ),
      allow(
        'S3SourceBucket',
        ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
        ['arn:<partition>:s3:::<sourceBucket>'],
        {
          why: 'The source action checks the owner, Region and versioning of the source bucket.',
          conditions: IN_OWN_ACCOUNT,
        },
      ),
      allow(
        'TagSourceArtifacts',
        ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'],
        [ARTIFACT_OBJECTS],
        {
          why: 'The source action copies the source object with its tags into the artifact bucket.',
          conditions: IN_OWN_ACCOUNT,
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** The policy with which the pipeline assumes roles in other environments. */
export const PROMOTION_POLICY = 'PipelinePromotion';

/** For the stages that run a build in an environment. */
export const stageOptions = {
  validateStage: {
    summary:
      'The pipeline runs the validation project before it deploys. It is on where the source has the scripts.',
    policy: 'PipelineBuild',
    statements: [
      runBuilds(
        'RunValidation',
        '<validateProject>',
        'The Validate stage starts the validation project and waits for it to end.',
      ),
    ],
  },
  deployStage: {
    summary:
      'The pipeline serves several environments and a build deploys to each (--deploy build).',
    policy: 'PipelineBuild',
    statements: [
      runBuilds(
        'RunDeployment',
        '<deployProject>',
        'The Deploy stage starts the deployment project and waits for it to end.',
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** Options besides the source and the deployment. */
export const furtherOptions = {
  artifactKmsKey: {
    summary:
      'The artifact bucket uses a customer managed key (required for cross-account pipelines).',
    policy: 'PipelineArtifacts',
    statements: [artifactKey],
  },
  ownArtifactKey: ownArtifactKey('PipelineArtifacts'),
  artifactBucketSetup: {
    summary:
      'Lets the pipeline role turn on versioning of the artifact bucket. CodePipeline never calls s3:PutBucketVersioning: whoever creates the bucket turns versioning on.',
    policy: 'PipelineArtifacts',
    statements: [
      allow('ConfigureArtifactBucket', ['s3:PutBucketVersioning'], [ARTIFACT_BUCKET], {
        why: 'A script that runs with this role can turn on versioning of the artifact bucket.',
        conditions: IN_OWN_ACCOUNT,
      }),
    ],
    whenOff:
      'CodePipeline never calls it, because whoever creates the bucket turns versioning on; --option codepipeline.artifactBucketSetup grants it.',
  },
  batchBuilds: {
    summary:
      'The build action runs a batch build. CodeBuild starts the single builds with the batch role of the project.',
    policy: 'PipelineBuild',
    statements: [
      allow(
        'RunBatchBuild',
        ['codebuild:BatchGetBuildBatches', 'codebuild:StartBuildBatch'],
        ['arn:<partition>:codebuild:<region>:<account>:project/<buildProject>'],
        {
          why: 'The build action starts the batch build and waits for it to end; the builds of the batch are started with the batch role.',
        },
      ),
    ],
  },
  commands: {
    summary: 'An action of the pipeline is Commands (V2), which runs without a build project.',
    policy: 'PipelineCompute',
    statements: [
      allow(
        'WriteComputeLogs',
        ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        [logStreamsOf('/aws/codepipeline/<pipelineName>')],
        {
          why: 'The compute that CodePipeline manages writes the output of the commands to a log group of the pipeline.',
        },
      ),
    ],
  },
  ecrBuildAndPublish: {
    summary:
      'An action of the pipeline is ECRBuildAndPublish (V2), which builds and pushes the image without a build project.',
    policy: 'PipelineCompute',
    statements: [
      ecrAuthToken,
      allow(
        'PublishImage',
        [...PULL_ACTIONS, ...PUSH_ACTIONS, 'ecr:DescribeRepositories'],
        [OWN_REPOSITORY],
        {
          why: 'The action finds the repository, uploads the layers that it does not have and puts the image.',
        },
      ),
    ],
    requires: ['commands'],
  },
  manualApprovalTopic: {
    summary: 'A manual approval action notifies an SNS topic.',
    policy: 'PipelineApproval',
    statements: [
      allow(
        'NotifyApprovers',
        ['sns:Publish'],
        ['arn:<partition>:sns:<region>:<account>:<approvalTopic>'],
        {
          why: 'The approval action publishes a message to the topic when it waits for an approval.',
        },
      ),
    ],
  },
  ...stageOptions,
  promote: {
    summary:
      'The pipeline serves other environments too: its actions there assume a role of that environment.',
    policy: PROMOTION_POLICY,
    // lib/service/promotion-rights.ts adds the roles, because their environments are answers.
    statements: [],
  },
  strictTrust: {
    summary:
      'Adds aws:SourceAccount and aws:SourceArn to the trust policy. It is off by default, because the CodePipeline guide shows the trust policy without conditions.',
    statements: [],
  },
} as const satisfies Record<string, RoleOption>;
