import { allow } from '../../iam/statements.ts';
import { ARTIFACT_BUCKET, ARTIFACT_OBJECTS, OWN_REPOSITORY } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT } from '../shared/artifacts.ts';
import type { RoleOption } from '../types.ts';

/** Where the pipeline's source action reads from; one of them is on. */
export const sourceOptions = {
  sourceConnection: {
    summary:
      'Source action CodeStarSourceConnection (GitHub, GitLab, Bitbucket). The same connection has an ARN in either prefix, depending on when it was made; AWS checks the prefix of the ARN in the pipeline.',
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
          why: 'The same, for a connection whose ARN has the older prefix; AWS checks the prefix that the pipeline names.',
        },
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
        {
          why: "The source action reads the branch and has CodeCommit upload the commit's files as an artifact.",
        },
      ),
    ],
  },
  ecrSource: {
    summary: 'Source action ECR.',
    policy: 'PipelineSource',
    statements: [
      allow('EcrSource', ['ecr:DescribeImages'], [OWN_REPOSITORY], {
        why: 'The source action reads the digest of the image that was pushed.',
      }),
    ],
  },
  s3Source: {
    summary: 'Source action S3. The tagging actions are needed when the source objects carry tags.',
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
          why: 'The source action downloads the changed object, by version, with its tags.',
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
          why: 'Copying the source object into the artifact bucket copies its tags too.',
          conditions: IN_OWN_ACCOUNT,
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** What a pipeline may need besides its source and its deployment. */
export const furtherOptions = {
  artifactKmsKey: {
    summary:
      'The artifact bucket uses a customer managed key (required for cross-account pipelines).',
    policy: 'PipelineArtifacts',
    statements: [artifactKey],
  },
  artifactBucketSetup: {
    summary:
      'Lets the pipeline switch on versioning of its bucket. The service never calls it at run time: versioning is switched on by whoever creates the bucket.',
    policy: 'PipelineArtifacts',
    statements: [
      allow('ConfigureArtifactBucket', ['s3:PutBucketVersioning'], [ARTIFACT_BUCKET], {
        why: 'Asked for by name: a script that runs with this role may switch on versioning of the bucket.',
        conditions: IN_OWN_ACCOUNT,
      }),
    ],
    whenOff:
      'CodePipeline never calls it at run time: whoever creates the bucket switches versioning on. --option codepipeline.artifactBucketSetup grants it.',
  },
  batchBuilds: {
    summary: 'The build action runs a batch build.',
    policy: 'PipelineBuild',
    statements: [
      allow(
        'RunBatchBuild',
        ['codebuild:BatchGetBuildBatches', 'codebuild:StartBuildBatch'],
        ['arn:<partition>:codebuild:<region>:<account>:project/<buildProject>'],
        { why: 'A build action with batch mode starts a batch and waits for it to end.' },
      ),
    ],
  },
  manualApprovalTopic: {
    summary: 'A manual approval action notifies an SNS topic.',
    policy: 'PipelineApproval',
    statements: [
      allow(
        'NotifyApprovers',
        ['sns:Publish'],
        ['arn:<partition>:sns:<region>:<account>:<approvalTopic>'],
        { why: 'The approval action tells the topic that someone has to decide.' },
      ),
    ],
  },
  validateStage: {
    summary:
      'The pipeline runs the validation project before it builds. On where codebuild.validateRoles is.',
    policy: 'PipelineBuild',
    statements: [
      allow(
        'RunValidation',
        ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
        ['arn:<partition>:codebuild:<region>:<account>:project/<validateProject>'],
        { why: 'The Validate stage starts the validation project and waits for it to end.' },
      ),
    ],
  },
  strictTrust: {
    summary:
      'Adds aws:SourceAccount and aws:SourceArn to the trust policy. Off by default: the CodePipeline guide shows the plain trust, and create-pipeline checks the role before every caller context is certain to carry the ARN.',
    statements: [],
  },
} as const satisfies Record<string, RoleOption>;
