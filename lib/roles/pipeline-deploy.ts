import { roleReference } from '../iam/role-arn.ts';
import { trustAccount } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { deployOptions } from './codepipeline/deploy-options.ts';
import { stageOptions } from './codepipeline/options.ts';
import { readArtifactKey, readArtifacts, readOwnArtifactKey } from './shared/artifacts.ts';
import type { Role } from './types.ts';

/** The role that the actions of home's pipeline assume in another environment. */
export const pipelineDeployRole = {
  id: 'pipeline-deploy',
  title: 'Pipeline deployment role',
  name: template('<project>-pipeline-deploy-role-<environment>'),
  recommended: false,
  follows: true,
  belongsTo: 'other',
  purpose:
    'Lets the actions of the one pipeline validate and deploy in this environment, in the same account or in another one.',
  why: 'A pipeline that serves several environments has it in each but its own: what the pipeline may do there is decided there.',
  risk: "Whoever controls the pipeline's role can deploy here any image that the execution role can pull, with the task role and the injected secrets. The approval holds production back (--approval), and no other role can assume this one.",
  trust: [
    trustAccount('PipelineAssume', 'arn:<partition>:iam::<homeAccount>:root', {
      // lib/service/promotion.ts puts the ARN of home's role in its place.
      ArnEquals: { 'aws:PrincipalArn': roleReference('codepipeline') },
    }),
  ],
  policies: [{ name: 'PipelineArtifacts', statements: [readArtifacts] }],
  options: {
    ...deployOptions,
    ...stageOptions,
    artifactKmsKey: readArtifactKey('PipelineArtifacts'),
    ownArtifactKey: readOwnArtifactKey('PipelineArtifacts'),
  },
  notGranted: [
    {
      action: 's3:PutObject',
      reason: 'The actions of this environment have no output artifact.',
    },
  ],
  sources: [
    'Create a pipeline that uses resources from another account: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html',
    'Amazon ECS deploy action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
    'CodeDeployToECS action reference: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html',
    'Global condition keys, aws:PrincipalArn: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
} as const satisfies Role;
