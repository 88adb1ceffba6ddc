import type { AccountFacts } from '../../../lib/iam/fill.ts';
import { type AccountRole, canonical, sortKeys } from '../../support/account.ts';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What `terraform show -json` says of a plan, as far as it is read here. */
export interface PlanJson {
  readonly planned_values: { readonly root_module: { readonly resources: readonly Resource[] } };
}

/** The roles that an account holds after a plan is applied to an empty one. Sorted by name. */
export function plannedRoles(plan: PlanJson, facts: AccountFacts): readonly AccountRole[] {
  const { resources } = plan.planned_values.root_module;
  const roles = resources.filter(({ type }) => type === 'aws_iam_role');
  return roles
    .map(({ values }) => plannedRole(values, resources, facts))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function plannedRole(
  role: Resource['values'],
  resources: readonly Resource[],
  facts: AccountFacts,
): AccountRole {
  const ofRole = (type: string) =>
    resources.filter((one) => one.type === type && one.values.role === role.name);
  const inline = ofRole('aws_iam_role_policy').map(({ values }) => [
    values.name,
    documentOf(values.policy),
  ]);
  const attached = ofRole('aws_iam_role_policy_attachment').map((one) =>
    attachment(one, resources, facts),
  );
  return {
    name: String(role.name),
    path: String(role.path),
    description: String(role.description),
    maxSessionDuration: Number(role.max_session_duration),
    boundary: role.permissions_boundary ? String(role.permissions_boundary) : undefined,
    tags: sortKeys(role.tags as Record<string, string>),
    trust: documentOf(role.assume_role_policy),
    inline: sortKeys(Object.fromEntries(inline)),
    attached: sortKeys(Object.fromEntries(attached)),
    instanceProfiles: ofRole('aws_iam_instance_profile').map(({ values }) => String(values.name)),
  };
}

/** The ARN of a policy of ours is known after it is made: it follows from its path and name. */
function attachment(
  { name, values }: Resource,
  resources: readonly Resource[],
  { partition, account }: AccountFacts,
): readonly [string, unknown] {
  if (values.policy_arn !== undefined) return [String(values.policy_arn), 'aws'];
  const own = resources.find((one) => one.type === 'aws_iam_policy' && one.name === name);
  const arn = `arn:${partition}:iam::${account}:policy${own?.values.path}${own?.values.name}`;
  return [arn, documentOf(own?.values.policy)];
}

function documentOf(json: unknown): unknown {
  return canonical(JSON.parse(String(json)));
}
