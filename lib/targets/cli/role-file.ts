import { policyDocument, trustDocument } from '../../iam/document.ts';
import type { ModelRole, Where } from '../../iam/model.ts';

/** The names of the environments in which something is made. */
export type NamesOf = (where: Where) => readonly string[];

/**
 * All of a role in one file, `iam/<role>.json`, in the words of AWS CloudFormation's properties.
 * Customer managed policies that are made for the role stand in `ManagedPolicies`, the ARNs of
 * others in `ManagedPolicyArns`. A permissions boundary whose value is empty is none. `Environments`
 * names where a role or a policy is made; absent: everywhere, or wherever its role is.
 */
export function roleFile(role: ModelRole, namesOf: NamesOf): object {
  const { settings, managedPolicies, managedPolicyArns } = role;
  const ofPolicy = ({ where }: Placed) => (where === role.where ? {} : environmentsOf({ where }));
  return {
    RoleName: role.name,
    ...environmentsOf(role),
    Path: settings.path,
    Description: settings.description,
    MaxSessionDuration: settings.maxSessionDuration,
    ...(settings.boundary && { PermissionsBoundary: settings.boundary }),
    ...(role.instanceProfile && { InstanceProfileName: role.instanceProfile }),
    Tags: Object.entries(settings.tags).map(([Key, Value]) => ({ Key, Value })),
    AssumeRolePolicyDocument: trustDocument(role.trust),
    Policies: role.inlinePolicies.map(({ name, where, statements }) => ({
      PolicyName: name,
      ...ofPolicy({ where }),
      PolicyDocument: policyDocument(statements),
    })),
    ...(managedPolicies.length > 0 && {
      ManagedPolicies: managedPolicies.map(({ name, path, where, statements }) => ({
        ManagedPolicyName: name,
        ...ofPolicy({ where }),
        Path: path,
        PolicyDocument: policyDocument(statements),
      })),
    }),
    ...(managedPolicyArns.length > 0 && { ManagedPolicyArns: managedPolicyArns }),
  };

  function environmentsOf({ where }: Placed): object {
    return where === undefined ? {} : { Environments: namesOf(where) };
  }
}

interface Placed {
  readonly where?: Where | undefined;
}
