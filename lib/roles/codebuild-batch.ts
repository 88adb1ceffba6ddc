import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

const BUILD_PROJECT = 'arn:<partition>:codebuild:<region>:<account>:project/<buildProject>';

/** The second role of a CodeBuild project with batch builds: it starts the builds of a batch. */
export const codebuildBatchRole = {
  id: 'codebuild-batch',
  title: 'CodeBuild batch role',
  belongsTo: 'home',
  name: template('<project>-codebuild-batch-role-<environment>'),
  recommended: false,
  purpose: 'Lets CodeBuild start, stop and retry the single builds of a batch build.',
  why: 'Only a project with batch builds needs it (buildBatchConfig.serviceRole). Each single build runs with the CodeBuild service role.',
  risk: 'Whoever may start a batch chooses the buildspec and the source of its builds, which run with the CodeBuild role. The trust policy names this project, and the role starts its builds only; limit who may call codebuild:StartBuildBatch.',
  trust: [
    trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': BUILD_PROJECT },
    }),
  ],
  policies: [
    {
      name: 'RunBatch',
      statements: [
        allow(
          'RunBatch',
          ['codebuild:RetryBuild', 'codebuild:StartBuild', 'codebuild:StopBuild'],
          [BUILD_PROJECT],
          { why: 'The batch starts its builds of this project, and stops or retries them.' },
        ),
      ],
    },
  ],
  options: {},
  notGranted: [],
  sources: [
    'Run builds in batches: https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build.html',
  ],
} as const satisfies Role;
