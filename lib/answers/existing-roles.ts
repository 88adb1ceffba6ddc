import { isPlaceholder, type Placeholder } from '../iam/placeholders.ts';
import { isRoleId, type RoleId } from '../roles/registry.ts';
import { splitExistingRole } from './parse/existing-roles.ts';
import type { Answers } from './types.ts';

/** A role that is used and not made here: its ARN in one environment, or in all of them. */
export interface ExistingRole {
  readonly key: string;
  readonly environment: string | undefined;
  readonly id: RoleId;
  readonly arn: string;
}

/** The roles that the answers name as existing, as they name them. */
export function existingRoles(answers: Answers): readonly ExistingRole[] {
  return Object.entries(answers.existingRoles).flatMap(([key, arn]) => {
    const { environment, role: id = '' } = splitExistingRole(key);
    return isRoleId(id) ? [{ key, environment, id, arn }] : [];
  });
}

/** The roles that exist already: they are used and not made. */
export function existingRoleIds(answers: Answers): ReadonlySet<RoleId> {
  const names = answers.environments.map(({ name }) => name);
  const ours = existingRoles(answers).filter(
    ({ environment }) => environment === undefined || names.includes(environment),
  );
  return new Set(ours.map(({ id }) => id));
}

/** The placeholder of an existing role's ARN, as `taskRoleArn`; undefined where nothing refers to the role. */
export function existingRolePlaceholder(id: RoleId): Placeholder | undefined {
  const name = `${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}RoleArn`;
  return isPlaceholder(name) ? name : undefined;
}

/** The ARN of an existing role in one environment; it may hold `<project>` and `<environment>`. */
export function existingRoleArn(
  id: RoleId,
  environment: string,
  { existingRoles }: Answers,
): string | undefined {
  return existingRoles[`${environment}.${id}`] ?? existingRoles[id];
}
