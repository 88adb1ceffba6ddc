import type { ManagedPolicy, ModelRole, NamedPolicy } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { templateText, text } from './expression.ts';
import { attribute, type Block, block, comment, type Expression, type Item, line } from './hcl.ts';
import { attachmentLabel, policyLabel, roleLabel, trustLabel } from './labels.ts';
import { permissionsDocument, trustDocument } from './policy-document.ts';
import { printHcl } from './print-hcl.ts';
import { tagsExpression } from './tags.ts';

/** The file of one role: its trust policy, the role, its policies. */
export function roleFile(role: ModelRole, roles: readonly ModelRole[]): string {
  return printHcl([
    comment(`${role.title}. ${role.purpose}`),
    { kind: 'gap' },
    trustDocument(trustLabel(role), role.trust),
    roleBlock(role, tagsExpression(role, roles)),
    ...role.inlinePolicies.flatMap((policy) => inlinePolicy(role, policy)),
    ...role.managedPolicies.flatMap((policy) => managedPolicy(role, policy)),
    ...role.managedPolicyArns.map((arn) =>
      attachment(role, attachmentLabel(role, arn), templateText(arn)),
    ),
    ...instanceProfile(role),
  ]);
}

function roleBlock(role: ModelRole, tags: Expression): Block {
  const { path, description, maxSessionDuration, boundary } = role.settings;
  return block(
    ['resource', 'aws_iam_role', roleLabel(role)],
    [
      attribute('name', templateText(role.name)),
      attribute('path', templateText(path)),
      attribute('description', text(description)),
      attribute('assume_role_policy', documentJson(trustLabel(role))),
      attribute('max_session_duration', line(String(maxSessionDuration))),
      ...(boundary === undefined
        ? []
        : [attribute('permissions_boundary', templateText(boundary))]),
      attribute('tags', tags),
    ],
  );
}

function inlinePolicy(role: ModelRole, { name, statements }: NamedPolicy): readonly Block[] {
  const label = policyLabel(role, name);
  return [
    permissionsDocument(label, statements),
    block(
      ['resource', 'aws_iam_role_policy', label],
      [
        attribute('name', text(name)),
        attribute('role', line(`aws_iam_role.${roleLabel(role)}.name`)),
        attribute('policy', documentJson(label)),
      ],
    ),
  ];
}

function managedPolicy(role: ModelRole, policy: ManagedPolicy): readonly Item[] {
  const label = policyLabel(role, policy.policy);
  return [
    permissionsDocument(label, policy.statements),
    block(
      ['resource', 'aws_iam_policy', label],
      [
        attribute('name', templateText(policy.name)),
        attribute('path', templateText(policy.path)),
        attribute('policy', documentJson(label)),
      ],
    ),
    attachment(role, label, line(`aws_iam_policy.${label}.arn`)),
  ];
}

function attachment(role: ModelRole, label: string, policyArn: Expression): Block {
  return block(
    ['resource', 'aws_iam_role_policy_attachment', label],
    [
      attribute('role', line(`aws_iam_role.${roleLabel(role)}.name`)),
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
        attribute('name', templateText(name)),
        attribute('path', templateText(role.settings.path)),
        attribute('role', line(`aws_iam_role.${roleLabel(role)}.name`)),
      ],
    ),
  ];
}

function documentJson(label: string): Expression {
  return line(`data.aws_iam_policy_document.${label}.json`);
}
