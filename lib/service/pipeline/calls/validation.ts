import { template } from '../../../iam/template-string.ts';
import { validatesRoles } from '../build-projects.ts';
import { ANY, REPORT_ACTIONS, REPOSITORY, roleArn, TASK_ROLES } from './resources.ts';
import type { Call } from './types.ts';

/** What the Validate stage does: the action, the report of its build, and the script it runs. */
export const VALIDATION_CALLS: readonly Call[] = [
  {
    role: 'codepipeline',
    call: 'the validation action',
    madeBy: 'service',
    actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    resources: [template('arn:<partition>:codebuild:<region>:<account>:project/<validateProject>')],
    when: validatesRoles,
  },
  {
    role: 'codebuild',
    call: 'the reports section of buildspec-validate.yml',
    madeBy: 'service',
    actions: REPORT_ACTIONS,
    resources: [
      template(
        'arn:<partition>:codebuild:<region>:<account>:report-group/<validateProject>-iam-roles',
      ),
    ],
    when: validatesRoles,
  },
  {
    role: 'codebuild',
    call: 'scripts/validate-iam.sh: the roles',
    madeBy: 'script',
    actions: [
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
    ],
    resources: [...TASK_ROLES, roleArn('codebuild-role'), roleArn('codepipeline-role')],
    when: validatesRoles,
  },
  {
    role: 'codebuild',
    call: 'scripts/validate-iam.sh: the service-linked role',
    madeBy: 'script',
    actions: ['iam:ListRoles'],
    resources: [ANY],
    when: validatesRoles,
  },
  {
    role: 'codebuild',
    call: 'scripts/validate-iam.sh: the repository',
    madeBy: 'script',
    actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
    resources: [REPOSITORY],
    when: validatesRoles,
  },
];
