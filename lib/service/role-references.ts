import type { Model, ModelRole, NotGranted, Statement } from '../iam/model.ts';
import { referencedRole, roleArn } from '../iam/role-arn.ts';
import type { TemplateString } from '../iam/template-string.ts';
import { isRoleId, roleById } from '../roles/registry.ts';

/**
 * Puts the ARNs of roles where statements refer to them. A role that is neither made nor exists is no
 * resource of any statement; a statement that thereby loses its last resource is left out, and its
 * actions are reported among those not granted.
 */
export function resolveReferences(
  roles: readonly ModelRole[],
  existing: Model['existing'],
): readonly ModelRole[] {
  return roles.map((role) => {
    const lost: NotGranted[] = [];
    const kept = <Policy extends { readonly statements: readonly Statement[] }>(policy: Policy) => {
      const statements = policy.statements.flatMap((statement): readonly Statement[] => {
        const resources = resolveResources(statement.resources, { roles, existing });
        if (resources.length > 0) return [{ ...statement, resources }];
        lost.push(...notGranted(statement));
        return [];
      });
      const lostAll = statements.length === 0 && policy.statements.length > 0;
      return lostAll ? [] : [{ ...policy, statements }];
    };
    const inlinePolicies = role.inlinePolicies.flatMap(kept);
    const managedPolicies = role.managedPolicies.flatMap(kept);
    return { ...role, inlinePolicies, managedPolicies, notGranted: [...role.notGranted, ...lost] };
  });
}

/** The resources with an ARN for each reference to a role that there is; the others are left out. */
export function resolveResources(
  resources: readonly TemplateString[],
  model: Pick<Model, 'roles' | 'existing'>,
): readonly TemplateString[] {
  return resources.flatMap((resource) => {
    const id = referencedRole(resource);
    return id === undefined ? [resource] : (roleArn(model, id) ?? []);
  });
}

function notGranted({ actions, resources }: Statement): readonly NotGranted[] {
  const ids = resources.map(referencedRole).filter((id) => id !== undefined);
  const titles = ids.map((id) => (isRoleId(id) ? roleById(id).title : id));
  const reason = `This repo does not make ${ids.length === 1 ? 'this role' : 'these roles'}; with ${ids.join(' or ')} among --roles it is granted.`;
  return actions.map((action) => ({ action, on: `the ${titles.join(' and the ')}`, reason }));
}
