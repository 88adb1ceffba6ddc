import { trustService } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { publishReports } from './reports.ts';

/** The stage that proves, before anything is built, that the account holds the roles as defined. */
export const buildValidateOptions = {
  validateRoles: {
    summary:
      'A second build project runs scripts/validate-iam.sh with this role, which may then read the roles of this repo and nothing else of IAM. On where there is a pipeline with scripts in its source.',
    policy: 'ValidateRoles',
    // lib/service/validation-rights.ts adds the reads: they name every role of the model.
    statements: [
      publishReports(
        'ValidationReport',
        '<validateProject>',
        'The findings of the validation are a test report of the validation project.',
      ),
    ],
    trust: [
      trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': '<account>' },
        ArnLike: {
          'aws:SourceArn': ['<buildProject>', '<validateProject>'].map(
            (project) => `arn:<partition>:codebuild:<region>:<account>:project/${project}`,
          ),
        },
      }),
    ],
  },
} as const satisfies Record<string, RoleOption>;
