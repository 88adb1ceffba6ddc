import { ROLES, type RoleId } from '../roles/registry.ts';
import type { Answers } from './types.ts';

const PIPELINE_ROLES: readonly RoleId[] = ['codebuild', 'codepipeline'];

/** Roles that an answer brings in besides those chosen by name, each with the answer. */
function featureRoles(answers: Answers): ReadonlyMap<RoleId, string> {
  const wanted = new Map<RoleId, string>();
  if (answers.exec === 'separate') wanted.set('ecs-exec', '--exec separate');
  if (answers.deploy === 'codedeploy') wanted.set('codedeploy', '--deploy codedeploy');
  if (answers.crossAccountLogs.some((logs) => logs.kind === 'from')) {
    wanted.set('cross-account-logs', '--cross-account-logs from:…');
  }
  const named = namedRoles(answers.roles);
  // A pipeline runs with both roles; a connection starts it without a rule.
  if (answers.source !== 'codeconnections' && PIPELINE_ROLES.every((id) => named.includes(id))) {
    wanted.set('pipeline-trigger', `--source ${answers.source}`);
  }
  if (answers.options['codepipeline.batchBuilds']) {
    wanted.set('codebuild-batch', '--option codepipeline.batchBuilds');
  }
  return wanted;
}

/** The roles that an answer names, by themselves or as a group, in the catalogue's order. */
export function namedRoles(roles: Answers['roles']): readonly RoleId[] {
  return ROLES.filter((role) => {
    if (roles === 'all') return true;
    return roles === 'recommended' ? role.recommended : roles.includes(role.id);
  }).map((role) => role.id);
}

/** Lists the roles that the answers ask for, in the catalogue's order. */
export function selectedRoles(answers: Answers): readonly RoleId[] {
  const byFeature = featureRoles(answers);
  const named = namedRoles(answers.roles);
  return ROLES.map(({ id }) => id).filter((id) => byFeature.has(id) || named.includes(id));
}
