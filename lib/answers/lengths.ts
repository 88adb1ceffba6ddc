import { LIMITS } from '../iam/limits.ts';
import { substitute } from '../iam/template-string.ts';
import { roleById } from '../roles/registry.ts';
import { namedRoles } from './pipeline-roles.ts';
import type { Answers } from './types.ts';

/**
 * Why a project and its environments cannot have these roles: a name that would be too long for IAM.
 * Undefined where all fit; that of every role is checked when the roles are known.
 */
export function lengthFault({
  project,
  environments,
  roles,
  roleNames,
}: Pick<Answers, 'project' | 'environments' | 'roles' | 'roleNames'>): string | undefined {
  const names = namedRoles(roles).flatMap((id) =>
    environments.map(({ name: environment }) => {
      const name = substitute(roleNames[id] ?? roleById(id).name, { project, environment });
      return { environment, name };
    }),
  );
  const [longest] = names.toSorted((one, other) => other.name.length - one.name.length);
  if (longest === undefined || longest.name.length <= LIMITS.roleName) return undefined;
  const { name, environment } = longest;
  const over = name.length - LIMITS.roleName;
  return `In ${environment} a role would be called '${name}', ${over} characters over IAM's limit of ${LIMITS.roleName}. Shorten the project's or the environment's name by ${over}.`;
}
