import type { ModelRole, NamedPolicy, Statement } from '../iam/model.ts';
import { isRoleId, type RoleId, roleById } from '../roles/registry.ts';
import { policyName } from '../roles/shared/policy-name.ts';

/**
 * Puts what the catalogue grants to a role into one inline policy, which is how a role is read. Grants
 * of the task role, statements of the user's own and what not every environment has stay apart, and so
 * do customer-managed policies, of which each has a limit of its own.
 */
export function withOnePolicy(role: ModelRole): ModelRole {
  if (!isRoleId(role.id) || roleById(role.id).takesGrants) return role;
  const names = new Set(cataloguePolicies(role.id).map(({ name }) => name));
  const own = role.inlinePolicies.filter((one) => names.has(one.name) && one.where === undefined);
  if (own.length === 0) return role;
  const rest = role.inlinePolicies.filter((one) => !own.includes(one));
  const merged: NamedPolicy = {
    name: policyName(role.id),
    statements: own.flatMap(({ statements }) => statements),
  };
  return { ...role, inlinePolicies: [merged, ...rest] };
}

/** The policies that one was made of, as customer-managed ones would be; any other stays itself. */
export function policyParts<S extends string>(
  role: string,
  policy: NamedPolicy<S>,
): readonly NamedPolicy<S>[] {
  if (!isRoleId(role) || policy.name !== policyName(role)) return [policy];
  const named = cataloguePolicies(role);
  const partOf = (sid: string) =>
    named.find(({ statements }) => statements.some((one) => one.sid === sid))?.name ?? policy.name;
  const parts = new Map<string, readonly Statement<S>[]>();
  for (const statement of policy.statements) {
    const name = partOf(statement.sid);
    parts.set(name, [...(parts.get(name) ?? []), statement]);
  }
  return [...parts].map(([name, statements]) => ({ name, statements }));
}

/** What the catalogue grants to a role, and what its options may add, policy by policy. */
function cataloguePolicies(id: RoleId): readonly NamedPolicy[] {
  const { policies, options } = roleById(id);
  const ofOptions = Object.values(options).flatMap(({ policy: name, statements }) =>
    name === undefined ? [] : [{ name, statements }],
  );
  return [...policies, ...ofOptions];
}
