import type { ManagedPolicy, ModelRole, NamedPolicy } from '../../iam/model.ts';
import { arnOfRole } from '../../iam/role-arn.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { templateText, text } from './expression.ts';
import { attribute, type Block, block, comment, type Expression, type Item, line } from './hcl.ts';
import { attachmentLabel, policyLabel, roleLabel, trustLabel } from './labels.ts';
import { permissionsDocument, type References, trustDocument } from './policy-document.ts';
import { printHcl } from './print-hcl.ts';

/** The file of one role: its trust policy, the role, its policies. */
export function roleFile(role: ModelRole, roles: readonly ModelRole[]): string {
  const arns = new Map(roles.map((one) => [arnOfRole(one), `aws_iam_role.${roleLabel(one)}.arn`]));
  return printHcl([
    comment(`${role.title}. ${role.purpose}`),
    { kind: 'gap' },
    trustDocument(trustLabel(role), role.trust),
    roleBlock(role),
    ...role.inlinePolicies.flatMap((policy) => inlinePolicy(role, policy, arns)),
    ...role.managedPolicies.flatMap((policy) => managedPolicy(role, policy, arns)),
    ...role.managedPolicyArns.map((arn) =>
      attachment(role, attachmentLabel(role, arn), templateText(arn)),
    ),
    ...instanceProfile(role),
  ]);
}

function roleBlock(role: ModelRole): Block {
  const { path, description, maxSessionDuration, boundary } = role.settings;
  return block(
    ['resource', 'aws_iam_role', roleLabel(role)],
    [
      attribute('name', templateText(role.name)),
      ...pathAttribute(path),
      attribute('description', text(description)),
      attribute('assume_role_policy', documentJson(trustLabel(role))),
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
  { name, statements }: NamedPolicy,
  references: References,
): readonly Block[] {
  const label = policyLabel(role, name);
  return [
    permissionsDocument(label, statements, references),
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

function managedPolicy(
  role: ModelRole,
  policy: ManagedPolicy,
  references: References,
): readonly Item[] {
  const label = policyLabel(role, policy.policy);
  return [
    permissionsDocument(label, policy.statements, references),
    block(
      ['resource', 'aws_iam_policy', label],
      [
        attribute('name', templateText(policy.name)),
        ...pathAttribute(policy.path),
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
        ...pathAttribute(role.settings.path),
        attribute('role', line(`aws_iam_role.${roleLabel(role)}.name`)),
      ],
    ),
  ];
}

function documentJson(label: string): Expression {
  return line(`data.aws_iam_policy_document.${label}.json`);
}
