import { template } from '../../../iam/template-string.ts';
import { OWN_ACCOUNT } from './resources.ts';
import type { Call } from './types.ts';

/** What the stages do (CodePipeline User Guide: action references, "Manage the service role"). */
export const CODEPIPELINE_CALLS: readonly Call[] = [
  {
    role: 'codepipeline',
    call: 'artifacts between the stages',
    madeBy: 'service',
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    resources: [template('arn:<partition>:s3:::<artifactBucket>/Source/1.zip')],
    context: OWN_ACCOUNT,
  },
  {
    role: 'codepipeline',
    call: 'the artifact bucket, before it is used',
    madeBy: 'service',
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
    resources: [template('arn:<partition>:s3:::<artifactBucket>')],
    context: OWN_ACCOUNT,
  },
  {
    role: 'codepipeline',
    call: 'the build action',
    madeBy: 'service',
    actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    resources: [template('arn:<partition>:codebuild:<region>:<account>:project/<buildProject>')],
  },
];
