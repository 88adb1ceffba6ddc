import { template } from '../../../iam/template-string.ts';
import { LOG_GROUP, OWN_ACCOUNT, REPORT_ACTIONS } from './resources.ts';
import type { Call } from './types.ts';

/** What CodeBuild does by itself (CodeBuild User Guide, "Allow CodeBuild to interact with other AWS services"). */
export const CODEBUILD_CALLS: readonly Call[] = [
  {
    role: 'codebuild',
    call: 'the build log',
    madeBy: 'service',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [template(`${LOG_GROUP}:log-stream:1`)],
  },
  {
    role: 'codebuild',
    call: 'input and output artifacts',
    madeBy: 'service',
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    resources: [template('arn:<partition>:s3:::<artifactBucket>/Source/1.zip')],
    context: OWN_ACCOUNT,
  },
  {
    role: 'codebuild',
    call: 'the artifact bucket, before it is used',
    madeBy: 'service',
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
    resources: [template('arn:<partition>:s3:::<artifactBucket>')],
    context: OWN_ACCOUNT,
  },
  {
    role: 'codebuild',
    call: 'the reports section of a buildspec',
    madeBy: 'service',
    actions: REPORT_ACTIONS,
    resources: [
      template('arn:<partition>:codebuild:<region>:<account>:report-group/<buildProject>-tests'),
    ],
    when: ({ source }) => source !== 'ecr',
  },
];
