import type { DefinedShared } from './definition.ts';
import { resourceDocument } from './document.ts';
import type { Model } from './model.ts';

/** What the environments share, as the model has it; the placeholders are not filled. */
export function definedShared(model: Model): DefinedShared {
  return {
    serviceLinkedRoles: model.serviceLinkedRoles,
    ...(model.repository && { repository: model.repository }),
    resourcePolicies: model.resourcePolicies.map(({ kind, owner, statements }) => ({
      kind,
      owner,
      document: resourceDocument(statements),
    })),
    oidcProviders: model.oidcProviders,
  };
}
