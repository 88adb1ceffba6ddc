import type { Pair, Scalar } from 'yaml';
import { policyDocument, trustDocument } from '../../iam/document.ts';
import type { ManagedPolicy, ModelRole, NamedPolicy } from '../../iam/model.ts';
import {
  inlinePolicyLogicalId,
  instanceProfileLogicalId,
  managedPolicyLogicalId,
  roleLogicalId,
} from './logical-ids.ts';
import { documentNode } from './policy-document.ts';
import { templateValue } from './template-value.ts';
import {
  type EntryNotes,
  entry,
  integer,
  list,
  mapping,
  mappingOf,
  tagged,
  taggedList,
  text,
  type YamlMapping,
  type YamlNode,
} from './yaml-nodes.ts';

/** The condition under which a permissions boundary is set. */
export const HAS_BOUNDARY = 'HasPermissionsBoundary';

type Entry = Pair<Scalar, YamlNode>;

/** A role with its policies and its instance profile, as entries of `Resources`. */
export function roleResources(role: ModelRole, index: number): readonly Entry[] {
  return [
    resource(roleLogicalId(role), 'AWS::IAM::Role', roleProperties(role), {
      comment: `${role.title}. ${role.purpose}`,
      blankBefore: index > 0,
    }),
    ...role.inlinePolicies.map((policy) => inlinePolicy(role, policy)),
    ...role.managedPolicies.map((policy) => managedPolicy(role, policy)),
    ...instanceProfile(role),
  ];
}

function resource(
  logicalId: string,
  type: string,
  properties: YamlMapping,
  notes: EntryNotes = { blankBefore: true },
): Entry {
  const value = mappingOf({ Type: text(type), Properties: properties });
  return entry(logicalId, value, notes);
}

function roleProperties({ name, settings, trust, managedPolicyArns }: ModelRole): YamlMapping {
  const tags = Object.entries(settings.tags).map(([key, value]) =>
    mappingOf({ Key: text(key), Value: templateValue(value) }),
  );
  return mappingOf({
    RoleName: templateValue(name),
    Path: templateValue(settings.path),
    Description: text(settings.description),
    MaxSessionDuration: integer(settings.maxSessionDuration),
    ...(settings.boundary && { PermissionsBoundary: boundary(settings.boundary) }),
    AssumeRolePolicyDocument: documentNode(trustDocument(trust), []),
    ...(managedPolicyArns.length > 0 && {
      ManagedPolicyArns: list(managedPolicyArns.map(templateValue)),
    }),
    Tags: list(tags),
  });
}

function boundary(arn: NonNullable<ModelRole['settings']['boundary']>): YamlNode {
  return taggedList('!If', [
    text(HAS_BOUNDARY),
    templateValue(arn),
    tagged('!Ref', 'AWS::NoValue'),
  ]);
}

/** A resource of its own, because `Policies` of the role and this type must not be mixed. */
function inlinePolicy(role: ModelRole, { name, statements }: NamedPolicy): Entry {
  const reasons = statements.map(({ why }) => why);
  return resource(
    inlinePolicyLogicalId(role, name),
    'AWS::IAM::Policy',
    mappingOf({
      PolicyName: text(name),
      Roles: roles(role),
      PolicyDocument: documentNode(policyDocument(statements), reasons),
    }),
  );
}

function managedPolicy(role: ModelRole, policy: ManagedPolicy): Entry {
  const reasons = policy.statements.map(({ why }) => why);
  return resource(
    managedPolicyLogicalId(role, policy.policy),
    'AWS::IAM::ManagedPolicy',
    mappingOf({
      ManagedPolicyName: templateValue(policy.name),
      Path: templateValue(policy.path),
      Roles: roles(role),
      PolicyDocument: documentNode(policyDocument(policy.statements), reasons),
    }),
  );
}

function instanceProfile(role: ModelRole): readonly Entry[] {
  if (role.instanceProfile === undefined) return [];
  const properties = mapping([
    entry('InstanceProfileName', templateValue(role.instanceProfile)),
    entry('Path', templateValue(role.settings.path)),
    entry('Roles', roles(role)),
  ]);
  return [resource(instanceProfileLogicalId(role), 'AWS::IAM::InstanceProfile', properties)];
}

function roles(role: ModelRole): YamlNode {
  return list([tagged('!Ref', roleLogicalId(role))]);
}
