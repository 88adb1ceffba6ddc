import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';

/** A build that clones its source itself, instead of taking the pipeline's artifact. */
export const buildSourceOptions = {
  sourceConnection: {
    summary:
      'CodeBuild clones through the connection itself (project source, or CODEBUILD_CLONE_REF full clone).',
    policy: 'BuildSource',
    statements: [
      allow(
        'UseConnection',
        [
          'codeconnections:GetConnection',
          'codeconnections:GetConnectionToken',
          'codeconnections:UseConnection',
        ],
        ['arn:<partition>:codeconnections:<region>:<account>:connection/<connectionId>'],
        { why: "The build clones the repository with a token of the connection's." },
      ),
      allow(
        'UseConnectionOldPrefix',
        [
          'codestar-connections:GetConnection',
          'codestar-connections:GetConnectionToken',
          'codestar-connections:UseConnection',
        ],
        ['arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'],
        {
          why: 'The same, for a connection whose ARN has the older prefix; AWS checks the prefix that the project names.',
        },
      ),
    ],
  },
  codecommitSource: {
    summary: 'CodeBuild clones from CodeCommit (or CODEBUILD_CLONE_REF).',
    policy: 'BuildSource',
    statements: [
      allow(
        'PullSource',
        ['codecommit:GitPull'],
        ['arn:<partition>:codecommit:<region>:<account>:<sourceRepository>'],
        { why: 'The build clones the CodeCommit repository.' },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;
