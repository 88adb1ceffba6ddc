import { ROLES, type RoleId } from '../roles/registry.ts';
import { existingRoleIds } from './existing-roles.ts';
import type { Answers, DeployKind, PipelineDeployKind } from './types.ts';

/** The roles that a pipeline of AWS runs with. */
const PIPELINE_ROLES: readonly RoleId[] = ['codebuild', 'codepipeline'];

/** The roles of a pipeline of AWS: GitHub Actions needs none of them. */
export const AWS_PIPELINE_ROLES: readonly RoleId[] = [
  ...PIPELINE_ROLES,
  'codebuild-batch',
  'pipeline-trigger',
];

/** True for a kind of deployment with a pipeline of AWS. */
export function hasPipeline(deploy: DeployKind): deploy is PipelineDeployKind {
  return deploy !== 'github' && deploy !== 'none';
}

/** Roles that an answer brings in besides those chosen by name, each with the answer. */
function featureRoles(answers: Answers): ReadonlyMap<RoleId, string> {
  const wanted = new Map<RoleId, string>();
  if (answers.exec === 'separate') wanted.set('ecs-exec', '--exec separate');
  if (answers.deploy === 'codedeploy') wanted.set('codedeploy', '--deploy codedeploy');
  if (answers.deploy === 'github') wanted.set('github-oidc-deploy', '--deploy github');
  if (answers.options[BLUE_GREEN]) wanted.set('codedeploy', `--option ${BLUE_GREEN}`);
  if (answers.crossAccountLogs.some((logs) => logs.kind === 'from')) {
    wanted.set('cross-account-logs', '--cross-account-logs from:…');
  }
  const named = [...namedRoles(answers.roles), ...existingRoleIds(answers)];
  // A pipeline runs with both roles; a connection starts it without a rule.
  const isPiped = hasPipeline(answers.deploy) && PIPELINE_ROLES.every((id) => named.includes(id));
  if (isPiped && answers.source !== 'codeconnections') {
    wanted.set('pipeline-trigger', `--source ${answers.source}`);
  }
  if (answers.options['codepipeline.batchBuilds']) {
    wanted.set('codebuild-batch', '--option codepipeline.batchBuilds');
  }
  return wanted;
}

const BLUE_GREEN = 'github-oidc-deploy.codedeployBlueGreen';

/** The roles that an answer names, by themselves or as a group, in the catalogue's order. */
export function namedRoles(roles: Answers['roles']): readonly RoleId[] {
  return ROLES.filter((role) => {
    if (roles === 'all') return true;
    return roles === 'recommended' ? role.recommended : roles.includes(role.id);
  }).map((role) => role.id);
}

/** Lists the roles that the answers make, in the catalogue's order: those that exist are not. */
export function selectedRoles(answers: Answers): readonly RoleId[] {
  const existing = existingRoleIds(answers);
  return wantedRoles(answers).filter((id) => !existing.has(id));
}

/** True where a role is made or exists already. */
export function hasRole(id: RoleId, answers: Answers): boolean {
  return existingRoleIds(answers).has(id) || wantedRoles(answers).includes(id);
}

/** The roles that the answers ask for, made or not. */
function wantedRoles(answers: Answers): readonly RoleId[] {
  const byFeature = featureRoles(answers);
  const named = namedRoles(answers.roles).filter((id) => !isNeedless(id, answers));
  return ROLES.map(({ id }) => id).filter((id) => byFeature.has(id) || named.includes(id));
}

/** True for a role of a pipeline that there is not, unless the answers name the role itself. */
function isNeedless(id: RoleId, { deploy, roles }: Answers): boolean {
  if (deploy === 'github') return AWS_PIPELINE_ROLES.includes(id);
  return deploy === 'none' && roles === 'recommended' && PIPELINE_ROLES.includes(id);
}
