import type { Where } from '../iam/model.ts';
import { quotedKey } from '../targets/terraform/expression.ts';
import { attachmentLabel, policyLabel, roleLabel } from '../targets/terraform/labels.ts';
import { keyOf } from '../targets/terraform/where.ts';
import type { TakenPolicy, Takeover } from './takeover.ts';

interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

/**
 * `import` blocks for everything of ours that the roles have already; what they lack Terraform makes.
 * https://developer.hashicorp.com/terraform/language/block/import
 */
export function terraformImports(taken: readonly Takeover[]): string {
  return taken
    .flatMap(importsOf)
    .map(({ to, id }) => `import {\n  to = module.roles.${to}\n  id = ${quotedKey(id)}\n}\n`)
    .join('\n');
}

/** The forms of the IDs are those of the AWS provider's pages of each resource, under "Import". */
function importsOf({ role, wanted, found, policies, profile }: Takeover): readonly ImportBlock[] {
  const address = (type: string, label: string, where: Where | undefined) =>
    `${type}.${label}${keyOf(where)}`;
  const own = role.inlinePolicies.filter(({ name }) => name in found.inline);
  const attached = role.managedPolicyArns.flatMap((template, index) => {
    const arn = wanted.attachedPolicies[index];
    return arn !== undefined && found.attached.includes(arn) ? [{ template, arn }] : [];
  });
  const attachment = (label: string, where: Where | undefined, arn: string) => ({
    to: address('aws_iam_role_policy_attachment', label, where),
    id: `${found.name}/${arn}`,
  });
  return [
    { to: address('aws_iam_role', roleLabel(role), role.where), id: found.name },
    ...own.map(({ name, where = role.where }) => ({
      to: address('aws_iam_role_policy', policyLabel(role, name), where),
      id: `${found.name}:${name}`,
    })),
    ...policies.flatMap(ofPolicy),
    ...attached.map(({ template, arn }) =>
      attachment(attachmentLabel(role, template), role.where, arn),
    ),
    ...(profile === undefined
      ? []
      : [
          {
            to: address('aws_iam_instance_profile', roleLabel(role), role.where),
            id: profile.name,
          },
        ]),
  ];

  function ofPolicy({ policy, arn, isAttached }: TakenPolicy): readonly ImportBlock[] {
    const label = policyLabel(role, policy);
    const placed = role.managedPolicies.find((one) => one.policy === policy);
    const where = placed?.where ?? role.where;
    const made = { to: address('aws_iam_policy', label, where), id: arn };
    return isAttached ? [made, attachment(label, where, arn)] : [made];
  }
}
