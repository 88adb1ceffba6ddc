import type { DefinedShared } from './definition.ts';
import { resourceDocument } from './document.ts';
import type { Model, ResourcePolicy } from './model.ts';

/** What the environments share, as the model has it; the placeholders are not filled. */
export function definedShared(model: Model): DefinedShared {
  return {
    serviceLinkedRoles: model.serviceLinkedRoles,
    ...(model.repository && { repository: model.repository }),
    resourcePolicies: byOwner(model.resourcePolicies).map(({ kind, owner, statements }) => ({
      kind,
      owner,
      document: resourceDocument(statements),
    })),
    oidcProviders: model.oidcProviders,
  };
}

/** The statements of one thing stand in one document. */
function byOwner(policies: readonly ResourcePolicy[]): readonly ResourcePolicy[] {
  const found = new Map<string, ResourcePolicy>();
  for (const policy of policies) {
    const key = `${policy.kind} ${policy.owner}`;
    const before = found.get(key)?.statements ?? [];
    found.set(key, { ...policy, statements: [...before, ...policy.statements] });
  }
  return [...found.values()];
}
