import { ROLES, type RoleId } from '../roles/registry.ts';
import { existingRoleIds } from './existing-roles.ts';
import { AWS_PIPELINE_ROLES, namedRoles, PIPELINE_ROLES } from './pipeline-roles.ts';
import { makesPipeline, promotes } from './promotion.ts';
import type { Answers } from './types.ts';

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
  if (typeof answers.roles === 'string') {
    const { launchType } = answers;
    for (const id of HOST_ROLES[launchType]) wanted.set(id, `--launch-type ${launchType}`);
  }
  for (const [id, answer] of ofPipeline(answers)) wanted.set(id, answer);
  if (answers.options['codepipeline.batchBuilds']) {
    wanted.set('codebuild-batch', '--option codepipeline.batchBuilds');
  }
  return wanted;
}

/** The roles of the hosts of each launch type; a list of roles decides for itself. */
const HOST_ROLES: Readonly<Record<Answers['launchType'], readonly RoleId[]>> = {
  fargate: [],
  ec2: ['container-instance'],
  external: ['anywhere'],
  'managed-instances': ['container-instance', 'infrastructure'],
};

/** The roles that a pipeline needs besides its own two. */
function ofPipeline(answers: Answers): readonly (readonly [id: RoleId, answer: string])[] {
  const { source, deploy, options } = answers;
  if (!makesPipeline(answers)) return [];
  // A source of images holds no scripts that could validate the roles.
  const validates = source !== 'ecr' && options['codepipeline.validateStage'] !== false;
  return [
    // A connection starts the pipeline without a rule.
    ...(source === 'codeconnections' ? [] : [['pipeline-trigger', `--source ${source}`] as const]),
    ...(validates ? [['codebuild-validate', 'a pipeline'] as const] : []),
    ...(promotes(answers) ? [['pipeline-deploy', '--pipeline one'] as const] : []),
    ...(promotes(answers) && deploy === 'build'
      ? [['codebuild-deploy', '--deploy build'] as const]
      : []),
  ];
}

const BLUE_GREEN = 'github-oidc-deploy.codedeployBlueGreen';

/** Lists the roles that the answers make, in the catalogue's order: those that exist are not. */
export function selectedRoles(answers: Answers): readonly RoleId[] {
  const existing = existingRoleIds(answers);
  return wantedRoles(answers).filter((id) => !existing.has(id));
}

/** True for a role that the answers bring in without naming it. */
export function follows(id: RoleId, answers: Answers): boolean {
  return featureRoles(answers).has(id);
}

/** The roles that the answers ask for, made or not. */
function wantedRoles(answers: Answers): readonly RoleId[] {
  const byFeature = featureRoles(answers);
  const named = namedRoles(answers.roles).filter((id) => !isNeedless(id, answers));
  return ROLES.map(({ id }) => id).filter((id) => byFeature.has(id) || named.includes(id));
}

/** True for a role of a pipeline that there is not, unless the answers name the role itself. */
function isNeedless(id: RoleId, answers: Answers): boolean {
  const { deploy, roles } = answers;
  // They come by what they serve, or by name: with every role they would have nothing to name.
  if (PROMOTION_ROLES.includes(id)) return typeof roles === 'string';
  if (deploy === 'github') return AWS_PIPELINE_ROLES.includes(id);
  return deploy === 'none' && roles === 'recommended' && PIPELINE_ROLES.includes(id);
}

/** Roles that follow from the pipeline. */
export const PROMOTION_ROLES: readonly RoleId[] = [
  'codebuild-deploy',
  'codebuild-validate',
  'pipeline-deploy',
];
