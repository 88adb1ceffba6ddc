import type { SharedUnit } from '../../service/shared-units.ts';

/** The template with the roles. */
export const ROLES_PATH = 'iam/roles.yaml';

/** The parameters that an environment is deployed with. */
export function parametersPath(environment: string): string {
  return `iam/parameters/${environment}.json`;
}

/** The path of the template of a shared unit. */
export function sharedPath({ name }: Pick<SharedUnit, 'name'>): string {
  return name === undefined ? 'iam/shared.yaml' : `iam/shared-${name}.yaml`;
}
