import { fillString, type TemplateString } from '../iam/template-string.ts';
import { ROLES } from './registry.ts';
import type { Role } from './types.ts';

/** The catalogue with the optional fields visible to the compiler. */
export const CATALOGUE: readonly Role[] = ROLES;

/** Names in place of the catalogue's, by a role's id. */
type RoleNames = Readonly<Record<string, TemplateString>>;

/** Every name that a role of the catalogue can have in an environment, and whose it is. */
export function catalogueNames(
  project: string,
  environment: string,
  roleNames: RoleNames = {},
): ReadonlyMap<string, string> {
  const named = CATALOGUE.map(({ id, name }) => [name, id] as const);
  const renamed = Object.entries(roleNames).map(([id, name]) => [name, id] as const);
  return new Map(
    [...named, ...renamed].map(([name, id]) => [fillString(name, { project, environment }), id]),
  );
}

/** The instance profiles that the catalogue can make: each is called as its role. */
export function catalogueProfiles(
  project: string,
  environment: string,
  roleNames: RoleNames = {},
): readonly string[] {
  return CATALOGUE.flatMap(({ id, instanceProfile }) =>
    instanceProfile === undefined ? [] : [instanceProfile, ...[roleNames[id] ?? []].flat()],
  ).map((name) => fillString(name, { project, environment }));
}

/** Every AWS managed policy that some answers can attach to a role. */
export function catalogueAttachments({
  managedPolicyArns,
  managedAlternative,
  options,
}: Role): readonly TemplateString[] {
  const arns = [
    ...(managedPolicyArns ?? []),
    ...(managedAlternative ? [managedAlternative.arn] : []),
    ...Object.values(options).flatMap(({ managedPolicyArn }) => managedPolicyArn ?? []),
  ];
  return [...new Set(arns)].sort();
}

/** The same by a role's id, as `service-role/AmazonECSTaskExecutionRolePolicy`. */
export function attachablePolicies(roleId: string): readonly string[] {
  const role = CATALOGUE.find(({ id }) => id === roleId);
  return role === undefined ? [] : catalogueAttachments(role).map(policyPath);
}

function policyPath(arn: TemplateString): string {
  return arn.slice(arn.indexOf(':policy/') + ':policy/'.length);
}
