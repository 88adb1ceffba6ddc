import { CATALOGUE } from '../roles/catalogue.ts';
import { policyName } from '../roles/shared/policy-name.ts';
import { GRANTS } from './registry.ts';

/** The names of all inline policies that a role can have, sorted. */
export function cataloguePolicies(): readonly string[] {
  const names = [
    ...CATALOGUE.map(({ id }) => policyName(id)),
    // What a customer-managed policy is named after, and once was an inline policy each.
    ...CATALOGUE.flatMap((role) => role.policies.map(({ name }) => name)),
    ...CATALOGUE.flatMap((role) =>
      Object.values(role.options).flatMap(({ policy }) => policy ?? []),
    ),
    ...GRANTS.map(({ policy }) => policy),
    'ValidateHomeRoles',
    'ValidateOtherRoles',
    // The user's own statements, from the answers file.
    'TaskStatements',
    'ExecutionStatements',
  ];
  return [...new Set(names)].sort();
}
