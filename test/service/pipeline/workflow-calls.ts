import { roleReference } from '../../../lib/iam/role-arn.ts';
import { template } from '../../../lib/iam/template-string.ts';
import type { Workflow } from '../../../lib/service/pipeline/types.ts';
import {
  ANY,
  here,
  ON_REGISTER,
  REPOSITORY,
  REVISION,
  SERVICE,
  TASK_ROLES,
  TO_TASKS,
} from './call-resources.ts';
import type { Call } from './calls.ts';

type What = Omit<Call<Workflow>, 'role' | 'call' | 'madeBy'>;

const rolling = ({ codeDeploy }: Workflow) => codeDeploy === undefined;
const blueGreen = ({ codeDeploy }: Workflow) => codeDeploy !== undefined;
const validates = (workflow: Workflow) => workflow.validates;

/** A command in a step. */
function command(call: string, what: What): Call<Workflow> {
  return { role: 'github-oidc-deploy', madeBy: 'workflow', call, ...what };
}

/** What the action amazon-ecs-deploy-task-definition does (its README, "AWS CodeDeploy Support"). */
function byAction(what: What): Call<Workflow> {
  const call = 'amazon-ecs-deploy-task-definition';
  return { role: 'github-oidc-deploy', madeBy: 'service', call, when: blueGreen, ...what };
}

/** What the validation script does. */
function byScript(call: string, what: What): Call<Workflow> {
  return { role: 'github-oidc-deploy', madeBy: 'script', call, when: validates, ...what };
}

/** Every call that needs the role of a workflow's jobs. */
export const WORKFLOW_CALLS: readonly Call<Workflow>[] = [
  command('aws ecr get-login-password', {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ANY,
  }),
  command('aws ecr batch-get-image', { actions: ['ecr:BatchGetImage'], resources: REPOSITORY }),
  // The last is for a layer that is there already: the registry is asked for it before it is pushed.
  command('skopeo copy', {
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
      'ecr:GetDownloadUrlForLayer',
    ],
    resources: REPOSITORY,
  }),
  command('aws ecs describe-services', {
    actions: ['ecs:DescribeServices'],
    resources: SERVICE,
    when: rolling,
  }),
  command('aws ecs wait services-stable', {
    actions: ['ecs:DescribeServices'],
    resources: SERVICE,
    when: rolling,
  }),
  command('aws ecs describe-task-definition', {
    actions: ['ecs:DescribeTaskDefinition'],
    resources: ANY,
    when: rolling,
  }),
  command('aws ecs register-task-definition', {
    actions: ['ecs:RegisterTaskDefinition'],
    resources: ANY,
    when: rolling,
  }),
  command('aws ecs register-task-definition', {
    actions: ['ecs:TagResource'],
    resources: REVISION,
    context: ON_REGISTER,
    when: rolling,
  }),
  command('aws ecs register-task-definition', {
    actions: ['iam:PassRole'],
    resources: TASK_ROLES,
    context: TO_TASKS,
    when: rolling,
  }),
  command('aws ecs update-service', {
    actions: ['ecs:UpdateService'],
    resources: SERVICE,
    context: { 'ecs:task-definition': template(REVISION.join()) },
    when: rolling,
  }),
  byAction({ actions: ['ecs:DescribeServices'], resources: SERVICE }),
  byAction({ actions: ['ecs:RegisterTaskDefinition'], resources: ANY }),
  byAction({ actions: ['ecs:TagResource'], resources: REVISION, context: ON_REGISTER }),
  byAction({ actions: ['iam:PassRole'], resources: TASK_ROLES, context: TO_TASKS }),
  byAction({
    actions: ['codedeploy:RegisterApplicationRevision'],
    resources: here('codedeploy', 'application:<codeDeployApplication>'),
  }),
  byAction({
    actions: [
      'codedeploy:CreateDeployment',
      'codedeploy:GetDeployment',
      'codedeploy:GetDeploymentGroup',
    ],
    resources: here('codedeploy', 'deploymentgroup:<codeDeployApplication>/<deploymentGroup>'),
  }),
  byAction({
    actions: ['codedeploy:GetDeploymentConfig'],
    resources: here('codedeploy', 'deploymentconfig:<deploymentConfig>'),
  }),
  byScript('scripts/validate-iam.sh: the roles', {
    actions: [
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
    ],
    resources: [...TASK_ROLES, ...['codedeploy', 'github-oidc-deploy'].map(roleReference)],
  }),
  byScript('scripts/validate-iam.sh: the service-linked role', {
    actions: ['iam:ListRoles'],
    resources: ANY,
  }),
  byScript('scripts/validate-iam.sh: the identity provider', {
    actions: ['iam:GetOpenIDConnectProvider'],
    resources: [
      template('arn:<partition>:iam::<account>:oidc-provider/token.actions.githubusercontent.com'),
    ],
  }),
  byScript('scripts/validate-iam.sh: the repository', {
    actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
    resources: REPOSITORY,
  }),
];
