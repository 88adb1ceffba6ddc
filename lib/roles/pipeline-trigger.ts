import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

/** The role of the EventBridge rule that starts the pipeline when its source changes. */
export const pipelineTriggerRole = {
  id: 'pipeline-trigger',
  title: 'Pipeline trigger role (EventBridge rule)',
  belongsTo: 'home',
  name: template('<project>-pipeline-trigger-role-<environment>'),
  recommended: false,
  purpose: 'Lets the EventBridge rule of the source start the pipeline when the source changes.',
  why: 'Only a pipeline with --source ecr, s3 or codecommit needs it: an image in ECR starts nothing by itself, and CodePipeline stops polling S3 and CodeCommit for a pipeline that was idle for 30 days. A connection to GitHub, GitLab or Bitbucket starts the pipeline without a rule.',
  risk: 'Whoever may change the rule or its target starts the pipeline as often as they like, also with an older revision of the source. It can start this pipeline and nothing else; the approval before production stays (--approval).',
  trust: [
    trustService('EventsAssume', 'events.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn': 'arn:<partition>:events:<region>:<account>:rule/<sourceRuleName>',
      },
    }),
  ],
  policies: [
    {
      name: 'StartPipeline',
      statements: [
        allow(
          'StartPipeline',
          ['codepipeline:StartPipelineExecution'],
          ['arn:<partition>:codepipeline:<region>:<account>:<pipelineName>'],
          { why: 'The rule starts this pipeline, and no other, for each change of the source.' },
        ),
      ],
    },
  ],
  options: {},
  notGranted: [],
  sources: [
    'Amazon ECR source actions and EventBridge: https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-cli.html',
    'Amazon S3 source actions with a source enabled for events: https://docs.aws.amazon.com/codepipeline/latest/userguide/create-S3-source-events.html',
    'CodeCommit source actions and EventBridge: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-repo-changes-cli.html',
    'Polling of idle pipelines: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineMetadata.html',
    'EventBridge identity-based policies: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html',
  ],
} as const satisfies Role;
