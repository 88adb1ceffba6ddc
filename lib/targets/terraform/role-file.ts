import type { ManagedPolicy, ModelRole, NamedPolicy, Where } from '../../iam/model.ts';
import { arnOfRole } from '../../iam/role-arn.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { templateText, text } from './expression.ts';
import { attribute, type Block, block, comment, type Expression, type Item, line } from './hcl.ts';
import { attachmentLabel, policyLabel, roleLabel, trustLabel } from './labels.ts';
import {
  type Labelled,
  permissionsDocument,
  type References,
  trustDocument,
} from './policy-document.ts';
import { printHcl } from './print-hcl.ts';
import { countItems, keyOf } from './where.ts';

/** The file of one role: its trust policy, the role, its policies. */
export function roleFile(role: ModelRole, roles: readonly ModelRole[]): string {
  const { where } = role;
  return printHcl([
    comment(`${role.title}. ${role.purpose}`),
    { kind: 'gap' },
    trustDocument({ label: trustLabel(role), where }, role.trust),
    roleBlock(role),
    ...role.inlinePolicies.flatMap((policy) =>
      inlinePolicy(role, policy, referencesFrom(roles, policy.where ?? where)),
    ),
    ...role.managedPolicies.flatMap((policy) =>
      managedPolicy(role, policy, referencesFrom(roles, policy.where ?? where)),
    ),
    ...role.managedPolicyArns.map((arn) =>
      attachment(role, { label: attachmentLabel(role, arn), where }, templateText(arn)),
    ),
    ...instanceProfile(role),
  ]);
}

/** A role that may not be there has no reference, but where its condition is the same. */
function referencesFrom(roles: readonly ModelRole[], where: Where | undefined): References {
  const there = roles.filter((one) => one.where === undefined || one.where === where);
  return new Map(there.map((one) => [arnOfRole(one), `${addressOf(one)}.arn`]));
}

function addressOf(role: ModelRole): string {
  return `aws_iam_role.${roleLabel(role)}${keyOf(role.where)}`;
}

function roleBlock(role: ModelRole): Block {
  const { path, description, maxSessionDuration, boundary } = role.settings;
  return block(
    ['resource', 'aws_iam_role', roleLabel(role)],
    [
      ...countItems(role.where),
      attribute('name', templateText(role.name)),
      ...pathAttribute(path),
      attribute('description', text(description)),
      attribute('assume_role_policy', documentJson(trustLabel(role), role.where)),
      ...(maxSessionDuration === 3600
        ? []
        : [attribute('max_session_duration', line(String(maxSessionDuration)))]),
      ...(boundary === undefined
        ? []
        : [attribute('permissions_boundary', templateText(boundary))]),
      attribute('tags', line('local.tags')),
    ],
  );
}

/** '/' is where a role stands without a path. */
function pathAttribute(path: TemplateString): readonly Item[] {
  return path === '/' ? [] : [attribute('path', templateText(path))];
}

function inlinePolicy(
  role: ModelRole,
  { name, statements, ...policy }: NamedPolicy,
  references: References,
): readonly Block[] {
  const label = policyLabel(role, name);
  const where = policy.where ?? role.where;
  return [
    permissionsDocument({ label, where }, statements, references),
    block(
      ['resource', 'aws_iam_role_policy', label],
      [
        ...countItems(where),
        attribute('name', text(name)),
        attribute('role', line(`${addressOf(role)}.name`)),
        attribute('policy', documentJson(label, where)),
      ],
    ),
  ];
}

function managedPolicy(
  role: ModelRole,
  policy: ManagedPolicy,
  references: References,
): readonly Item[] {
  const label = policyLabel(role, policy.policy);
  const where = policy.where ?? role.where;
  return [
    permissionsDocument({ label, where }, policy.statements, references),
    block(
      ['resource', 'aws_iam_policy', label],
      [
        ...countItems(where),
        attribute('name', templateText(policy.name)),
        ...pathAttribute(policy.path),
        attribute('policy', documentJson(label, where)),
      ],
    ),
    attachment(role, { label, where }, line(`aws_iam_policy.${label}${keyOf(where)}.arn`)),
  ];
}

function attachment(role: ModelRole, { label, where }: Labelled, policyArn: Expression): Block {
  return block(
    ['resource', 'aws_iam_role_policy_attachment', label],
    [
      ...countItems(where),
      attribute('role', line(`${addressOf(role)}.name`)),
      attribute('policy_arn', policyArn),
    ],
  );
}

function instanceProfile(role: ModelRole): readonly Block[] {
  const name: TemplateString | undefined = role.instanceProfile;
  if (name === undefined) return [];
  return [
    block(
      ['resource', 'aws_iam_instance_profile', roleLabel(role)],
      [
        ...countItems(role.where),
        attribute('name', templateText(name)),
        ...pathAttribute(role.settings.path),
        attribute('role', line(`${addressOf(role)}.name`)),
      ],
    ),
  ];
}

function documentJson(label: string, where: Where | undefined): Expression {
  return line(`data.aws_iam_policy_document.${label}${keyOf(where)}.json`);
}
