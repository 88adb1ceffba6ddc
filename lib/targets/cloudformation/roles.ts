import { policyDocument, trustDocument } from '../../iam/document.ts';
import type { ManagedPolicy, ModelRole, NamedPolicy, Statement, Where } from '../../iam/model.ts';
import { arnOfRole } from '../../iam/role-arn.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';
import { policyName } from '../../roles/shared/policy-name.ts';
import {
  arnOf,
  COMMENT,
  documentValue,
  exceptFrom,
  type Mapping,
  onlyIf,
  ref,
  templateValue,
  textBefore,
  type Value,
} from './values.ts';

/** The condition under which a permissions boundary is set. */
export const HAS_BOUNDARY = 'HasPermissionsBoundary';

/** `task-execution` → `TaskExecutionRole`: the role's logical ID, and the stem of its outputs. */
export function roleLogicalId(role: Pick<ModelRole, 'id'>): string {
  return `${stem(role)}Role`;
}

/** The logical ID of one of the role's inline policies. */
export function inlinePolicyLogicalId(role: ModelRole, policy: string): string {
  return `${roleLogicalId(role)}${ownName(role, policy)}Policy`;
}

/** The logical ID of one of the role's customer-managed policies. */
export function managedPolicyLogicalId(role: ModelRole, policy: string): string {
  return `${roleLogicalId(role)}${ownName(role, policy)}ManagedPolicy`;
}

/** A policy that has the name of its role is the role's policy. */
function ownName(role: ModelRole, policy: string): string {
  const name = pascalCase(policy);
  return name === stem(role) ? '' : name;
}

/** The logical ID of the instance profile that holds the role. */
export function instanceProfileLogicalId(role: ModelRole): string {
  return `${stem(role)}Profile`;
}

/** `codebuild` → `CodeBuild`, as AWS spells its Code… services. */
function stem({ id }: Pick<ModelRole, 'id'>): string {
  return policyName(id);
}

/**
 * A role with its policies and its instance profile, as entries of `Resources`. Its policies refer to
 * the roles of the template; the role itself does not, so that no two depend on each other.
 */
export function roleResources(role: ModelRole, roles: readonly ModelRole[]): Mapping {
  const id = roleLogicalId(role);
  return {
    [id]: {
      [COMMENT]: `${role.title}. ${role.purpose}`,
      Type: 'AWS::IAM::Role',
      ...conditionOf(role),
      Properties: roleProperties(role),
    },
    ...Object.fromEntries([
      ...role.inlinePolicies.map((policy) => [
        inlinePolicyLogicalId(role, policy.name),
        inlinePolicy(policy, id, within({ where: role.where, ...policy })),
      ]),
      ...role.managedPolicies.map((policy) => [
        managedPolicyLogicalId(role, policy.policy),
        managedPolicy(policy, id, within({ where: role.where, ...policy })),
      ]),
    ]),
    ...instanceProfile(role),
  };

  /** A resource with a condition is referred to where the same condition holds. */
  function within({ where }: { readonly where?: Where | undefined }): Within {
    const there = roles.filter((one) => one.where === undefined || one.where === where);
    return { where, refer: (value) => roleValue(value, there) };
  }
}

/** The condition of home, and that of the other environments. */
export const IS_HOME = 'IsHome';
export const IS_OTHER = 'IsOther';

/** `Condition` of what is not made in every environment. */
function conditionOf({ where }: { readonly where?: Where | undefined }): Mapping {
  if (where === undefined) return {};
  return { Condition: where === 'home' ? IS_HOME : IS_OTHER };
}

/** Where a policy stands, and what it can refer to there. */
interface Within {
  readonly where: Where | undefined;
  readonly refer: Refer;
}

function roleProperties({ name, settings, trust, managedPolicyArns }: ModelRole): Mapping {
  const { path, description, maxSessionDuration, boundary, tags } = settings;
  return {
    RoleName: templateValue(name),
    Path: templateValue(path),
    Description: description,
    MaxSessionDuration: maxSessionDuration,
    ...(boundary && { PermissionsBoundary: onlyIf(HAS_BOUNDARY, templateValue(boundary)) }),
    AssumeRolePolicyDocument: documentValue(trustDocument(trust)),
    ...(managedPolicyArns.length > 0 && {
      ManagedPolicyArns: managedPolicyArns.map(templateValue),
    }),
    Tags: Object.entries(tags).map(([Key, value]) => ({ Key, Value: templateValue(value) })),
  };
}

type Refer = (value: TemplateString) => Value | undefined;

/** A role of the template by its ARN, or by an ARN that holds its name behind another path. */
function roleValue(value: TemplateString, roles: readonly ModelRole[]): Value | undefined {
  if (!value.startsWith('arn:<partition>:iam::<account>:role/')) return undefined;
  const role = roles.find(({ name }) => value.endsWith(`/${name}`));
  if (role === undefined) return undefined;
  const id = roleLogicalId(role);
  if (value === arnOfRole(role)) return arnOf(id);
  return textBefore(template(value.slice(0, -role.name.length)), id);
}

/** A resource of its own, because `Policies` of the role and this type must not be mixed. */
function inlinePolicy(
  { name, statements }: NamedPolicy,
  role: string,
  { where, refer }: Within,
): Mapping {
  return {
    Type: 'AWS::IAM::Policy',
    ...conditionOf({ where }),
    ...wildcardException(statements),
    Properties: {
      PolicyName: name,
      Roles: [ref(role)],
      PolicyDocument: documentValue(policyDocument(statements), {
        reasons: statements.map(({ why }) => why),
        refer,
      }),
    },
  };
}

function managedPolicy(
  { name, path, statements }: ManagedPolicy,
  role: string,
  { where, refer }: Within,
): Mapping {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    ...conditionOf({ where }),
    ...wildcardException(statements),
    Properties: {
      ManagedPolicyName: templateValue(name),
      Path: templateValue(path),
      Roles: [ref(role)],
      PolicyDocument: documentValue(policyDocument(statements), {
        reasons: statements.map(({ why }) => why),
        refer,
      }),
    },
  };
}

function wildcardException(statements: readonly Statement[]): Mapping {
  const isWildcard = statements.some(
    ({ effect, resources }) => effect === 'Allow' && resources.includes(template('*')),
  );
  if (!isWildcard) return {};
  const reason = 'The comments of the statements say why some have *.';
  return exceptFrom(['IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE'], reason);
}

function instanceProfile(role: ModelRole): Mapping {
  if (role.instanceProfile === undefined) return {};
  const profile = {
    Type: 'AWS::IAM::InstanceProfile',
    ...conditionOf(role),
    Properties: {
      InstanceProfileName: templateValue(role.instanceProfile),
      Path: templateValue(role.settings.path),
      Roles: [ref(roleLogicalId(role))],
    },
  };
  return { [instanceProfileLogicalId(role)]: profile };
}

/** A role's name and ARN, and its instance profile's name, exported under the stack's name. */
export function roleOutputs(role: ModelRole): Mapping {
  const id = roleLogicalId(role);
  const profile = instanceProfileLogicalId(role);
  const outputs = {
    [`${id}Name`]: [`Name of the ${role.title}`, ref(id)],
    [`${id}Arn`]: [`ARN of the ${role.title}`, arnOf(id)],
    ...(role.instanceProfile && {
      [`${profile}Name`]: [`Instance profile of the ${role.title}`, ref(profile)],
    }),
  } as const;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, [description, value]]) => [
      name,
      {
        ...conditionOf(role),
        Description: description,
        Value: value,
        Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-${name}` } },
      },
    ]),
  );
}
