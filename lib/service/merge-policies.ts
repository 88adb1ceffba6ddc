import type { ModelRole, NamedPolicy } from '../iam/model.ts';
import { policyName } from '../roles/policy-name.ts';
import { isRoleId, roleById } from '../roles/registry.ts';

/**
 * Puts what the catalogue grants to a role into one inline policy, which is how a role is read. Grants
 * of the task role, statements of the user's own and what not every environment has stay apart, and so
 * do customer-managed policies, of which each has a limit of its own.
 */
export function withOnePolicy(role: ModelRole): ModelRole {
  if (!isRoleId(role.id) || roleById(role.id).takesGrants) return role;
  const names = cataloguePoliciesOf(role.id);
  const own = role.inlinePolicies.filter((one) => names.has(one.name) && one.where === undefined);
  if (own.length === 0) return role;
  const rest = role.inlinePolicies.filter((one) => !own.includes(one));
  const merged: NamedPolicy = {
    name: policyName(role.id),
    statements: own.flatMap(({ statements }) => statements),
  };
  return { ...role, inlinePolicies: [merged, ...rest] };
}

function cataloguePoliciesOf(id: Parameters<typeof roleById>[0]): ReadonlySet<string> {
  const { policies, options } = roleById(id);
  return new Set([
    ...policies.map(({ name }) => name),
    ...Object.values(options).flatMap(({ policy }) => policy ?? []),
  ]);
}
