import { allow } from '../../iam/statements.ts';
import { ARTIFACT_OBJECTS, OWN_REPOSITORY } from '../shared/arns.ts';
import { IN_OWN_ACCOUNT } from '../shared/artifacts.ts';
import type { RoleOption } from '../types.ts';

/** Where the pipeline's source action reads from; one of them is on. */
export const pipelineSourceOptions = {
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
