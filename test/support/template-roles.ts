import type { DefinedRole } from '../../lib/iam/definition.ts';
import type { AccountFacts } from '../../lib/iam/fill.ts';
import { managedPolicyArn } from '../../lib/iam/managed-policy.ts';
import { readTemplate } from '../../lib/targets/cloudformation/read/roles.ts';
import { type AccountRole, canonical, sortKeys, trustMeaning } from './account.ts';
import type { Deployment, Template } from './template.ts';

/**
 * What an account holds after a template was deployed to it: the same facts as `readRoles` reads and
 * `expectedRoles` expects. Sorted by name.
 */
export function templateRoles(
  template: string | Template,
  { parameters, facts, stack }: Deployment,
): readonly AccountRole[] {
  const contents = typeof template === 'string' ? template : JSON.stringify(template);
  const inputs = { parameters, known: facts, stackName: stack };
  return readTemplate({ path: 'template', contents }, inputs)
    .roles.map((role) => accountRole(role, facts))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function accountRole(role: DefinedRole, facts: AccountFacts): AccountRole {
  const own = role.managedPolicies.map(({ path, name, document }) => [
    managedPolicyArn(facts, path, name),
    canonical(document),
  ]);
  const inline = Object.entries(role.inlinePolicies).map(([name, document]) => [
    name,
    canonical(document),
  ]);
  return {
    name: role.name,
    path: role.path,
    description: role.description,
    maxSessionDuration: role.maxSessionDuration,
    boundary: role.boundary,
    tags: sortKeys(role.tags),
    trust: trustMeaning(role.trust),
    inline: sortKeys(Object.fromEntries(inline)),
    attached: sortKeys(
      Object.fromEntries([...own, ...role.attachedPolicies.map((arn) => [arn, 'aws'])]),
    ),
    instanceProfiles: role.instanceProfile === undefined ? [] : [role.instanceProfile],
  };
}
