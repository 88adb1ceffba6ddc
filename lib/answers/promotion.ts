import type { Where } from '../iam/model.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { standsIn } from '../iam/where.ts';
import { type RoleId, roleById } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';
import { existingRoleIds } from './existing-roles.ts';
import { hasPipeline, namedRoles, PIPELINE_ROLES } from './pipeline-roles.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** The name of the environment that has the pipeline where one serves several. */
export function homeOf({ home, environments }: Pick<Answers, 'home' | 'environments'>): string {
  return home === '' ? (environments[0]?.name ?? '') : home;
}

/** False for a home that has the pipeline and no service, such as `tools`. */
export function hasService({ service }: EnvironmentAnswers): boolean {
  return service !== false;
}

/** True where a pipeline of AWS is made: it runs with two roles, and without either there is none. */
export function makesPipeline(answers: Answers): boolean {
  const named = [...namedRoles(answers.roles), ...existingRoleIds(answers)];
  return hasPipeline(answers.deploy) && PIPELINE_ROLES.every((id) => named.includes(id));
}

/** True where one pipeline builds once and deploys to several environments. */
export function promotes(answers: Answers): boolean {
  const { pipeline, environments } = answers;
  return pipeline === 'one' && environments.length > 1 && makesPipeline(answers);
}

/** The environment that has the pipeline. */
export function homeAnswers(answers: Answers): EnvironmentAnswers {
  const home = homeOf(answers);
  const found = answers.environments.find(({ name }) => name === home);
  if (found === undefined) throw new Error(`There is no environment '${home}'.`);
  return found;
}

/** False for a home that has the pipeline and no service. */
export function homeServes(answers: Answers): boolean {
  return hasService(homeAnswers(answers));
}

/** Where a role is made when one pipeline serves several environments. */
export function whereOf(id: RoleId, answers: Answers): Where | undefined {
  if (!promotes(answers)) return undefined;
  const { belongsTo }: Role = roleById(id);
  return belongsTo ?? (homeServes(answers) ? undefined : 'other');
}

/** True where an environment has a role, made or existing, if there is one. */
export function isMadeIn(environment: string, id: RoleId, answers: Answers): boolean {
  const where = whereOf(id, answers);
  return standsIn(where === undefined ? {} : { where }, environment, homeOf(answers));
}

/** What the one pipeline and its build alone use: it lies where they do. */
const OF_HOME: readonly Placeholder[] = [
  'connectionId',
  'sourceRepository',
  'repository',
  'pipelineName',
  'sourceRuleName',
  'approvalTopic',
  'artifactKmsKeyId',
  'buildProject',
  'baseRepository',
  'buildSecretName',
  'buildParameterName',
  'buildSecretsKmsKeyId',
  'buildSubnetId',
  'buildSecurityGroupId',
];

/** True for a value that only the environment with the one pipeline uses. */
export function isOfHome(placeholder: Placeholder, answers: Answers): boolean {
  return OF_HOME.includes(placeholder) && promotes(answers);
}
