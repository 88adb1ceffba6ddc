import { roleReference } from '../../../lib/iam/role-arn.ts';
import { validatesRoles } from '../../../lib/service/pipeline/build-projects.ts';
import {
  ANY,
  bucket,
  here,
  OWN_ACCOUNT,
  REPORT_ACTIONS,
  REPOSITORY,
  TASK_ROLES,
} from './call-resources.ts';
import type { Call } from './calls.ts';

type What = Omit<Call, 'role' | 'call' | 'madeBy'>;

/** What CodeBuild does by itself. */
function byService(call: string, what: What): Call {
  return { role: 'codebuild-validate', madeBy: 'service', call, when: validatesRoles, ...what };
}

/** What the script that the buildspec of the validation runs does. */
function byScript(call: string, what: What): Call {
  return { role: 'codebuild-validate', madeBy: 'script', call, when: validatesRoles, ...what };
}

/** Every call that needs the role of the validation. */
export const VALIDATION_CALLS: readonly Call[] = [
  byService('the build log', {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: here('logs', 'log-group:/aws/codebuild/<validateProject>:log-stream:1'),
  }),
  byService('the input artifact', {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: bucket('<artifactBucket>/Source/1.zip'),
    context: OWN_ACCOUNT,
  }),
  byService('the reports section of buildspec-validate.yml', {
    actions: REPORT_ACTIONS,
    resources: here('codebuild', 'report-group/<validateProject>-iam-roles'),
  }),
  byScript('scripts/validate-iam.sh: the roles', {
    actions: [
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
    ],
    resources: [
      ...TASK_ROLES,
      ...['codebuild', 'codepipeline', 'codebuild-validate'].map(roleReference),
    ],
  }),
  byScript('scripts/validate-iam.sh: the service-linked role', {
    actions: ['iam:ListRoles'],
    resources: ANY,
  }),
  byScript('scripts/validate-iam.sh: the repository', {
    actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
    resources: REPOSITORY,
  }),
];
