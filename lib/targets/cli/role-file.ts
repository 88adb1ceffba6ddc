import { policyDocument, trustDocument } from '../../iam/document.ts';
import type { ModelRole } from '../../iam/model.ts';

/**
 * All of a role in one file, `iam/<role>.json`, in the words of AWS CloudFormation's properties.
 * Customer managed policies that are made for the role stand in `ManagedPolicies`, the ARNs of
 * others in `ManagedPolicyArns`. A permissions boundary whose value is empty is none.
 */
export function roleFile(role: ModelRole): object {
  const { settings, managedPolicies, managedPolicyArns } = role;
  return {
    RoleName: role.name,
    Path: settings.path,
    Description: settings.description,
    MaxSessionDuration: settings.maxSessionDuration,
    ...(settings.boundary && { PermissionsBoundary: settings.boundary }),
    ...(role.instanceProfile && { InstanceProfileName: role.instanceProfile }),
    Tags: Object.entries(settings.tags).map(([Key, Value]) => ({ Key, Value })),
    AssumeRolePolicyDocument: trustDocument(role.trust),
    Policies: role.inlinePolicies.map(({ name, statements }) => ({
      PolicyName: name,
      PolicyDocument: policyDocument(statements),
    })),
    ...(managedPolicies.length > 0 && {
      ManagedPolicies: managedPolicies.map(({ name, path, statements }) => ({
        ManagedPolicyName: name,
        Path: path,
        PolicyDocument: policyDocument(statements),
      })),
    }),
    ...(managedPolicyArns.length > 0 && { ManagedPolicyArns: managedPolicyArns }),
  };
}
