import { allow } from '../../iam/statements.ts';
import { ARTIFACT_BUCKET } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT } from '../shared/artifacts.ts';
import type { RoleOption } from '../types.ts';

/** What a pipeline may need besides its source and its deployment. */
export const pipelineOptions = {
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
