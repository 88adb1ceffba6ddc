import { policyDocument, resourceDocument, trustDocument } from '../iam/document.ts';
import { templatePolicyArn } from '../iam/managed-policy.ts';
import type { Model, ModelRole } from '../iam/model.ts';

/** What an account must hold, as `scripts/expected/iam.json` has it; its strings are still open. */
export function expectedState(model: Model): object {
  return {
    roles: model.roles.map(expectedRole),
    serviceLinkedRoles: model.serviceLinkedRoles,
    oidcProviders: model.oidcProviders,
    repositories: model.repository === undefined ? [] : [model.repository],
    resourcePolicies: model.resourcePolicies.map(({ kind, owner, statements }) => ({
      kind,
      owner,
      document: resourceDocument(statements),
    })),
  };
}

function expectedRole(role: ModelRole): object {
  const { settings } = role;
  return {
    name: role.name,
    path: settings.path,
    description: settings.description,
    maxSessionDuration: settings.maxSessionDuration,
    boundary: settings.boundary ?? 'none',
    tags: settings.tags,
    trust: trustDocument(role.trust),
    inlinePolicies: Object.fromEntries(
      role.inlinePolicies.map(({ name, statements }) => [name, policyDocument(statements)]),
    ),
    managedPolicies: role.managedPolicies.map((policy) => ({
      name: policy.name,
      arn: templatePolicyArn(policy),
      document: policyDocument(policy.statements),
    })),
    attachedPolicies: role.managedPolicyArns,
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
  };
}
