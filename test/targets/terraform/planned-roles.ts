import type { AccountFacts } from '../../../lib/iam/fill.ts';
import { readPlan } from '../../../lib/targets/terraform/read/given-plan.ts';
import type { Resource } from '../../../lib/targets/terraform/read/resources.ts';
import { type AccountRole, canonical, sortKeys, trustMeaning } from '../../support/account.ts';

interface Planned {
  readonly resources?: readonly Resource[];
}

/** What `terraform show -json` says of a plan, as far as it is read here: one root that may call a module. */
export interface PlanJson {
  readonly planned_values: {
    readonly root_module: Planned & { readonly child_modules?: readonly Planned[] };
  };
}

/** The planned resources of the root and of its module. */
export function plannedIn({ planned_values: { root_module } }: PlanJson): readonly Resource[] {
  const { child_modules: called = [] } = root_module;
  return [root_module, ...called].flatMap(({ resources = [] }) => resources);
}

/**
 * The roles that an account holds after a plan is applied to an empty one. Sorted by name. What names a
 * role is known then: the reader of plans has it from the names.
 */
export function plannedRoles(plan: PlanJson, facts: AccountFacts): readonly AccountRole[] {
  const given = { path: 'plan.json', contents: JSON.stringify(plan) };
  const { resources } = readPlan(given, { name: '', values: { ...facts } });
  return resources
    .filter(({ type }) => type === 'aws_iam_role')
    .map(({ values }) => plannedRole(values, resources))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function plannedRole(role: Resource['values'], resources: readonly Resource[]): AccountRole {
  const ofRole = (type: string) =>
    resources.filter((one) => one.type === type && one.values.role === role.name);
  const inline = ofRole('aws_iam_role_policy').map(({ values }) => [
    values.name,
    documentOf(values.policy),
  ]);
  const attached = ofRole('aws_iam_role_policy_attachment').map(({ values }) => {
    const own = resources.find(
      (one) => one.type === 'aws_iam_policy' && one.values.arn === values.policy_arn,
    );
    return [String(values.policy_arn), own ? documentOf(own.values.policy) : 'aws'];
  });
  return {
    name: String(role.name),
    path: String(role.path),
    description: String(role.description),
    maxSessionDuration: Number(role.max_session_duration),
    boundary: role.permissions_boundary ? String(role.permissions_boundary) : undefined,
    tags: sortKeys(role.tags as Record<string, string>),
    trust: trustMeaning(documentOf(role.assume_role_policy)),
    inline: sortKeys(Object.fromEntries(inline)),
    attached: sortKeys(Object.fromEntries(attached)),
    instanceProfiles: ofRole('aws_iam_instance_profile').map(({ values }) => String(values.name)),
  };
}

function documentOf(json: unknown): unknown {
  return canonical(JSON.parse(String(json)));
}
