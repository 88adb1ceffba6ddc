import { template } from '../../../iam/template-string.ts';
import { OWN_ACCOUNT, REPOSITORY } from './resources.ts';
import type { Call } from './types.ts';

/** What each kind of source action does (CodePipeline User Guide, action references). */
export const SOURCE_CALLS: readonly Call[] = [
  {
    role: 'codepipeline',
    call: 'the source action: CodeStarSourceConnection',
    madeBy: 'service',
    actions: ['codeconnections:UseConnection'],
    resources: [
      template('arn:<partition>:codeconnections:<region>:<account>:connection/<connectionId>'),
    ],
    when: ({ source }) => source === 'codeconnections',
  },
  {
    role: 'codepipeline',
    call: 'the source action with a connection made under the old prefix',
    madeBy: 'service',
    actions: ['codestar-connections:UseConnection'],
    resources: [
      template('arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'),
    ],
    when: ({ source }) => source === 'codeconnections',
  },
  {
    role: 'codepipeline',
    call: 'the source action: CodeCommit',
    madeBy: 'service',
    actions: [
      'codecommit:CancelUploadArchive',
      'codecommit:GetBranch',
      'codecommit:GetCommit',
      'codecommit:GetRepository',
      'codecommit:GetUploadArchiveStatus',
      'codecommit:UploadArchive',
    ],
    resources: [template('arn:<partition>:codecommit:<region>:<account>:<sourceRepository>')],
    when: ({ source }) => source === 'codecommit',
  },
  {
    role: 'codepipeline',
    call: 'the source action: ECR',
    madeBy: 'service',
    actions: ['ecr:DescribeImages'],
    resources: [REPOSITORY],
    when: ({ source }) => source === 'ecr',
  },
  {
    role: 'codepipeline',
    call: 'the source action: S3, the object',
    madeBy: 'service',
    actions: [
      's3:GetObject',
      's3:GetObjectTagging',
      's3:GetObjectVersion',
      's3:GetObjectVersionTagging',
    ],
    resources: [template('arn:<partition>:s3:::<sourceBucket>/<sourceKey>')],
    context: OWN_ACCOUNT,
    when: ({ source }) => source === 's3',
  },
  {
    role: 'codepipeline',
    call: 'the source action: S3, the bucket',
    madeBy: 'service',
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
    resources: [template('arn:<partition>:s3:::<sourceBucket>')],
    context: OWN_ACCOUNT,
    when: ({ source }) => source === 's3',
  },
  {
    role: 'codepipeline',
    call: 'the source action: S3, tags of the source on the artifact',
    madeBy: 'service',
    actions: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'],
    resources: [template('arn:<partition>:s3:::<artifactBucket>/Source/1.zip')],
    context: OWN_ACCOUNT,
    when: ({ source }) => source === 's3',
  },
];
