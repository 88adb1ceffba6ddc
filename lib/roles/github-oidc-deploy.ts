import type { Statement, TrustStatement } from '../iam/model.ts';
import { roleReference } from '../iam/role-arn.ts';
import { allow, trustWebIdentity } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { TASKS } from './shared/arns.ts';
import {
  deployService,
  passTaskRoles,
  RUN_TASK_SOURCE,
  readTaskDefinition,
  registerTaskDefinition,
  runTask,
  tagTaskDefinitionOnRegister,
  tagTaskOnRun,
  watchService,
} from './shared/deploy.ts';
import { ecrAuthToken, ecrPullPush } from './shared/images.ts';
import { nativeDeploymentOptions } from './shared/native-deployments.ts';
import type { Role, RoleOption } from './types.ts';

const PROVIDER = 'token.actions.githubusercontent.com';

/** Trusts workflows of one repository with exactly this subject in their token. */
function trustWorkflow(subject: string): TrustStatement {
  return trustWebIdentity(
    'GitHubActionsAssume',
    `arn:<partition>:iam::<account>:oidc-provider/${PROVIDER}`,
    {
      StringEquals: {
        [`${PROVIDER}:aud`]: '<oidcAudience>',
        [`${PROVIDER}:sub`]: `repo:<githubOwner>/<githubRepository>:${subject}`,
      },
    },
  );
}

/** For a workflow that brings a schedule to the revision that it registered. */
const scheduleOptions = {
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

/** The role that a GitHub Actions workflow assumes with its OIDC token. */
export const githubOidcDeployRole = {
  id: 'github-oidc-deploy',
  title: 'GitHub Actions deploy role (OIDC)',
  name: template('<project>-github-deploy-role-<environment>'),
  recommended: false,
  purpose: 'Lets a GitHub Actions workflow push the image and deploy, without stored keys.',
  why: 'An alternative to CodePipeline for repositories on GitHub.',
  trust: [trustWorkflow('environment:<githubEnvironment>')],
  policies: [
    { name: 'DeployImages', statements: [ecrAuthToken, ecrPullPush] },
    {
      name: 'DeployService',
      statements: [
        readTaskDefinition,
        registerTaskDefinition,
        tagTaskDefinitionOnRegister,
        deployService,
        watchService,
        passTaskRoles,
      ],
    },
  ],
  options: {
    branchSubject: {
      summary:
        'Trusts a branch instead of a GitHub environment. The subject of the token must be repo:(owner)/(repository):ref:refs/heads/(branch), without a wildcard.',
      statements: [],
      trust: [trustWorkflow('ref:refs/heads/<branch>')],
    },
    ...nativeDeploymentOptions('DeployService'),
    ...scheduleOptions,
    runTask: {
      summary:
        'The workflow runs a one-off task, such as a migration, before it deploys. To stop it when the job is cancelled, the workflow starts it with the tags ecs-iam:project and ecs-iam:environment.',
      policy: 'DeployService',
      statements: [
        runTask,
        tagTaskOnRun,
        allow('WatchTasks', ['ecs:DescribeTasks'], [TASKS], {
          why: 'The workflow waits for the task to stop; the task ID is not known before.',
        }),
        allow('StopOwnTask', ['ecs:StopTask'], [TASKS], {
          why: 'The workflow stops the task when the job is cancelled; the conditions allow tasks with the tags of this service only.',
          conditions: {
            StringEquals: {
              'aws:ResourceTag/ecs-iam:project': '<project>',
              'aws:ResourceTag/ecs-iam:environment': '<environment>',
            },
          },
        }),
      ],
    },
  },
  oidcProvider: { url: `https://${PROVIDER}`, audience: template('<oidcAudience>') },
  risk: 'Whoever can run a workflow in the trusted GitHub environment or branch pushes images and deploys, which is running code with the task role and the injected secrets. Give the GitHub environment reviewers and allowed branches.',
  notGranted: [],
  sources: [
    RUN_TASK_SOURCE,
    'Configuring OpenID Connect in Amazon Web Services: https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    'Create a role for OIDC federation: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'amazon-ecs-deploy-task-definition, permissions: https://github.com/aws-actions/amazon-ecs-deploy-task-definition',
    'Immutable subject claims for GitHub Actions OIDC tokens: https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
    'Tagging Amazon ECS resources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  ],
} as const satisfies Role;
