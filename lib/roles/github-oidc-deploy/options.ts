import type { Statement, TrustStatement } from '../../iam/model.ts';
import { roleReference } from '../../iam/role-arn.ts';
import { allow, trustWebIdentity } from '../../iam/statements.ts';
import { VALIDATION_POLICY } from '../shared/validation.ts';
import type { RoleOption } from '../types.ts';

/** The host of the tokens' issuer. */
export const PROVIDER = 'token.actions.githubusercontent.com';

/** Trusts workflows of one repository with this subject in their token; a `*` in it is a wildcard. */
function trustWorkflow(sid: string, subject: string): TrustStatement {
  const audience = { [`${PROVIDER}:aud`]: '<oidcAudience>' };
  const sub = { [`${PROVIDER}:sub`]: `repo:<githubOwner>/<githubRepository>:${subject}` };
  return trustWebIdentity(
    sid,
    `arn:<partition>:iam::<account>:oidc-provider/${PROVIDER}`,
    subject.includes('*')
      ? { StringEquals: audience, StringLike: sub }
      : { StringEquals: { ...audience, ...sub } },
  );
}

/** Trusts the jobs of the GitHub environment. */
export const ENVIRONMENT_SUBJECT = trustWorkflow(
  'GitHubActionsAssume',
  'environment:<githubEnvironment>',
);

/** Whose tokens the role takes: each option has a subject, and the role trusts all that are on. */
export const subjectOptions = {
  environmentSubject: {
    summary:
      'Trusts the GitHub environment besides the branch or the tags. Alone it changes nothing, because the environment is the default.',
    statements: [],
    trust: [ENVIRONMENT_SUBJECT],
  },
  branchSubject: {
    summary:
      'Trusts a branch instead of a GitHub environment. The subject of the token must be repo:(owner)/(repository):ref:refs/heads/(branch), without a wildcard.',
    statements: [],
    trust: [trustWorkflow('GitHubBranchAssume', 'ref:refs/heads/<branch>')],
  },
  tagSubject: {
    summary:
      'Trusts version tags instead of a GitHub environment: whoever may push a tag that begins with v can deploy, so protect these tags by a rule of the repository.',
    statements: [],
    trust: [trustWorkflow('GitHubTagAssume', 'ref:refs/tags/v*')],
  },
} as const satisfies Record<string, RoleOption>;

/** For the workflow's own steps. */
export const workflowOptions = {
  validateRoles: {
    summary:
      'The workflow runs scripts/validate-iam.sh with this role, which can then read the roles of this repo and no others. It is on with --deploy github.',
    policy: VALIDATION_POLICY,
    // lib/service/validation-reads.ts adds the reads, because they name every role of the model.
    statements: [],
  },
  codedeployBlueGreen: {
    summary:
      'The workflow deploys blue/green with CodeDeploy, by the action amazon-ecs-deploy-task-definition. The CodeDeploy role is made too.',
    policy: 'DeployService',
    statements: [
      allow(
        'CodeDeployApplication',
        ['codedeploy:RegisterApplicationRevision'],
        ['arn:<partition>:codedeploy:<region>:<account>:application:<codeDeployApplication>'],
        { why: 'The action registers the AppSpec file as a revision of the application.' },
      ),
      allow(
        'CodeDeployGroup',
        [
          'codedeploy:CreateDeployment',
          'codedeploy:GetDeployment',
          'codedeploy:GetDeploymentGroup',
        ],
        [
          'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>',
        ],
        {
          why: 'The action reads the deployment group, creates a deployment in it and reads that until it ends.',
        },
      ),
      allow(
        'CodeDeployConfig',
        ['codedeploy:GetDeploymentConfig'],
        ['arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'],
        { why: 'CodeDeploy checks the deployment configuration, which has its own ARN.' },
      ),
    ],
    replaces: ['ReadTaskDefinition', 'DeployService'],
    whyReplaced:
      'CodeDeploy updates the service with its own role; the workflow only registers the revision.',
  },
} as const satisfies Record<string, RoleOption>;

/** For a workflow that brings a schedule to the revision that it registered. */
export const scheduleOptions = {
  scheduledTaskRule: {
    summary: 'The workflow points an EventBridge rule with an ECS target to the new revision.',
    policy: 'DeploySchedule',
    statements: [
      allow(
        'UpdateRuleTarget',
        ['events:ListTargetsByRule', 'events:PutTargets'],
        ['arn:<partition>:events:<region>:<account>:rule/<ruleName>'],
        { why: 'The workflow reads the target of the rule and writes it with the new revision.' },
      ),
      passScheduleRole('PassRuleRole', 'scheduled-task-events', 'events.amazonaws.com'),
    ],
  },
  scheduledTaskSchedule: {
    summary: 'The workflow points the schedules of EventBridge Scheduler to the new revision.',
    policy: 'DeploySchedule',
    statements: [
      allow(
        'UpdateSchedule',
        ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
        [
          'arn:<partition>:scheduler:<region>:<account>:schedule/<scheduleGroup>/<project>-<environment>*',
        ],
        {
          why: 'The workflow reads each schedule of this service and writes it with the new revision.',
        },
      ),
      passScheduleRole('PassScheduleRole', 'scheduled-task-scheduler', 'scheduler.amazonaws.com'),
    ],
  },
} as const satisfies Record<string, RoleOption>;

function passScheduleRole(sid: string, role: string, service: string): Statement {
  return allow(sid, ['iam:PassRole'], [roleReference(role)], {
    why: 'The target names the role with which the task is started; the statement allows no other role.',
    conditions: { StringEquals: { 'iam:PassedToService': service } },
  });
}
