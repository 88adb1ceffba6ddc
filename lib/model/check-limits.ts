import { UserError } from '../errors.ts';
import { policyDocument, trustDocument } from '../iam/document.ts';
import { documentSize, LIMITS } from '../iam/limits.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model, ModelRole } from '../iam/model.ts';
import { type FilledString, fillString } from '../iam/open.ts';
import { OPEN_PARTS, type PartValues } from '../iam/parts.ts';

/** Stand-ins of the longest form for what only the deploy knows. */
const LONGEST_AT_DEPLOY: PartValues = {
  partition: 'aws-us-gov',
  dnsSuffix: 'amazonaws.com.cn',
  region: 'ap-northeast-1',
  account: '0'.repeat(12),
};

/**
 * One fault for each name or document that IAM would refuse in some environment:
 * `RoleNameTooLong`, `InlinePoliciesTooLarge`, `ManagedPolicyTooLarge`, `TrustPolicyTooLarge`,
 * `TooManyTags`, `TooManyAttachedPolicies`, with the role and environment.
 */
export function limitFaults(model: Model): readonly UserError[] {
  return model.environments.flatMap((environment) => {
    const filled = fillForCheck(model, environment);
    return filled.roles.flatMap((role) => roleFaults(role, environment.name));
  });
}

function fillForCheck(model: Model, { values }: Environment): Model<FilledString> {
  const none = Object.fromEntries(OPEN_PARTS.map((part) => [part, '']));
  const complete = { ...none, ...LONGEST_AT_DEPLOY, ...values };
  return mapStrings(model, (value) => fillString(value, complete));
}

function roleFaults(role: ModelRole<FilledString>, environment: string): readonly UserError[] {
  const where = `Role '${role.name}' (environment ${environment})`;
  const over = (code: string, what: string, size: number, limit: number, hint: string) =>
    size <= limit
      ? []
      : [
          new UserError(
            code,
            `${where}: ${what} ${size}, ${size - limit} over IAM's limit of ${limit}.`,
            hint,
          ),
        ];
  const inline = role.inlinePolicies.reduce(
    (sum, policy) => sum + documentSize(policyDocument(policy.statements)),
    0,
  );
  const shorter = 'Shorten the project or environment name.';
  return [
    ...over(
      'RoleNameTooLong',
      'the name has characters:',
      role.name.length,
      LIMITS.roleName,
      shorter,
    ),
    ...over(
      'InlinePoliciesTooLarge',
      'its inline policies together have characters:',
      inline,
      LIMITS.inlinePolicies,
      `Keep them as managed policies: --role-policies ${role.id}=customer-managed.`,
    ),
    ...role.managedPolicies.flatMap((policy) => [
      ...over(
        'PolicyNameTooLong',
        `the name of policy '${policy.name}' has characters:`,
        policy.name.length,
        LIMITS.policyName,
        shorter,
      ),
      ...over(
        'ManagedPolicyTooLarge',
        `its managed policy '${policy.name}' has characters:`,
        documentSize(policyDocument(policy.statements)),
        LIMITS.managedPolicy,
        'Name fewer resources, or keep this role inline.',
      ),
    ]),
    ...over(
      'TrustPolicyTooLarge',
      'its trust policy has characters:',
      documentSize(trustDocument(role.trust)),
      LIMITS.trustPolicy,
      'Name fewer principals.',
    ),
    ...over(
      'TooManyTags',
      'its tags number',
      Object.keys(role.settings.tags).length,
      LIMITS.tags,
      'Leave out some --tag.',
    ),
    ...over(
      'TooManyAttachedPolicies',
      'its attached policies number',
      role.managedPolicies.length + role.managedPolicyArns.length,
      LIMITS.attachedPolicies,
      `Keep some inline: --role-policies ${role.id}=inline.`,
    ),
  ];
}
