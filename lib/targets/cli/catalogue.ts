import { GRANTS } from '../../grants/registry.ts';
import type { OpenString } from '../../iam/open.ts';
import { ROLES } from '../../roles/registry.ts';
import type { Role } from '../../roles/types.ts';

/** Every name of an inline policy that some answers can give some role, sorted. */
export function cataloguePolicies(): readonly string[] {
  const names = [
    ...roles.flatMap((role) => role.policies.map(({ name }) => name)),
    ...roles.flatMap((role) => Object.values(role.options).flatMap(({ policy }) => policy ?? [])),
    ...GRANTS.map(({ policy }) => policy),
    // The user's own statements, from the answers file.
    'TaskStatements',
  ];
  return [...new Set(names)].sort();
}

/** Every AWS managed policy that some answers can attach to a role. */
export function catalogueAttachments({
  managedPolicyArns,
  managedAlternative,
  options,
}: Role): readonly OpenString[] {
  const arns = [
    ...(managedPolicyArns ?? []),
    ...(managedAlternative ? [managedAlternative.arn] : []),
    ...Object.values(options).flatMap(({ managedPolicyArn }) => managedPolicyArn ?? []),
  ];
  return [...new Set(arns)].sort();
}

/** The catalogue with the optional fields visible to the compiler. */
export const roles: readonly Role[] = ROLES;
