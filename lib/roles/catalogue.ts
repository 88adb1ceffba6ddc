import { fillString, type TemplateString } from '../iam/template-string.ts';
import { ROLES } from './registry.ts';
import type { Role } from './types.ts';

/** The catalogue with the optional fields visible to the compiler. */
export const CATALOGUE: readonly Role[] = ROLES;

/** Every role name of the catalogue in an environment, and whose it is. */
export function catalogueNames(project: string, environment: string): ReadonlyMap<string, string> {
  return new Map(
    CATALOGUE.map(({ id, name }) => [fillString(name, { project, environment }), id] as const),
  );
}

/** The instance profiles that the catalogue can make: each is called as its role. */
export function catalogueProfiles(project: string, environment: string): readonly string[] {
  return CATALOGUE.flatMap(({ instanceProfile }) =>
    instanceProfile === undefined ? [] : [fillString(instanceProfile, { project, environment })],
  );
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
