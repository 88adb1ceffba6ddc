import { ROLES, type RoleId } from '../roles/registry.ts';
import type { Answers, DeployKind, PipelineDeployKind } from './types.ts';

/** The roles that a pipeline of AWS runs with. */
export const PIPELINE_ROLES: readonly RoleId[] = ['codebuild', 'codepipeline'];

/** The roles of a pipeline of AWS: GitHub Actions needs none of them. */
export const AWS_PIPELINE_ROLES: readonly RoleId[] = [
  ...PIPELINE_ROLES,
  'codebuild-batch',
  'codebuild-deploy',
  'codebuild-validate',
  'pipeline-deploy',
  'pipeline-trigger',
];

/** True for a kind of deployment with a pipeline of AWS. */
export function hasPipeline(deploy: DeployKind): deploy is PipelineDeployKind {
  return deploy !== 'github' && deploy !== 'none';
}

/** The roles that an answer names, by themselves or as a group, in the catalogue's order. */
export function namedRoles(roles: Answers['roles']): readonly RoleId[] {
  return ROLES.filter((role) => {
    if (roles === 'all') return true;
    return roles === 'recommended' ? role.recommended : roles.includes(role.id);
  }).map((role) => role.id);
}
