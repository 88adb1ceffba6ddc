import type { ModelRole, Statement } from '../../iam/model.ts';
import { fillWith, type TemplateString, template } from '../../iam/template-string.ts';
import { ROLES } from '../../roles/registry.ts';
import type { Role } from '../../roles/types.ts';
import { parameterName } from '../cloudformation/values.ts';
import { type Code, list } from './code.ts';
import { stringLiteral } from './literals.ts';
import { stackProperty } from './placeholders-in-scope.ts';
import { expression } from './statement-code.ts';

/** `Validations.of(…).acknowledge(…)` with a finding of cdk-nag each, and why it stays. */
export function acknowledge(
  construct: string,
  findings: readonly (readonly [id: Code, reason: string])[],
): readonly Code[] {
  const [only, ...others] = findings.map(([id, reason]) => [
    { label: 'id: ', code: id },
    { label: 'reason: ', code: stringLiteral(reason) },
  ]);
  if (only === undefined) return [];
  const open = `Validations.of(${construct}).acknowledge(`;
  if (others.length === 0) return [list(`${open}{`, only, '})')];
  const rules = [only, ...others].map((rule) => ({ code: list('{', rule, '}') }));
  return [list(open, rules, ')')];
}

/** AwsSolutions-IAM5: the wildcards of a policy, which its statements give the reasons for. */
export function acknowledgeWildcards(
  policy: string,
  statements: readonly Statement[],
): readonly Code[] {
  const sids = new Map<string, readonly string[]>();
  for (const { effect, sid, actions, resources } of statements) {
    const found = [
      ...actions.map((action) => `Action::${action}`),
      ...resources.map((resource) => `Resource::${asReported(resource)}`),
    ].filter((one) => effect === 'Allow' && one.includes('*'));
    for (const finding of found) sids.set(finding, [...(sids.get(finding) ?? []), sid]);
  }
  return acknowledge(
    policy,
    [...sids].map(([finding, owners]) => [
      expression(template(`AwsSolutions-IAM5[${finding}]`)),
      saysWhy([...new Set(owners)]),
    ]),
  );
}

/** A resource as cdk-nag reports it where no account is known: references in angle brackets. */
function asReported(resource: TemplateString): string {
  return fillWith(resource, {
    text: (text) => text.replaceAll('${', '<').replaceAll('}', '>'),
    placeholder: (placeholder) =>
      stackProperty(placeholder) === undefined
        ? `<${placeholder}>`
        : `<${parameterName(placeholder)}>`,
  });
}

function saysWhy(sids: readonly string[]): string {
  if (sids.length === 1) return `Statement ${sids[0]} says why.`;
  return `Statements ${sids.slice(0, -1).join(', ')} and ${sids.at(-1)} say why.`;
}

/** True for a policy that AWS maintains. */
export function isOfAws(arn: TemplateString): boolean {
  return arn.includes(':iam::aws:policy/');
}

/** AwsSolutions-IAM4: the AWS managed policies of a role. */
export function acknowledgeAwsPolicies(role: ModelRole): readonly Code[] {
  return acknowledge(
    'this',
    role.managedPolicyArns
      .filter(isOfAws)
      .map((arn) => [
        expression(template(`AwsSolutions-IAM4[Policy::${asReported(arn)}]`)),
        reasonOf(role, arn),
      ]),
  );
}

function reasonOf({ id }: ModelRole, arn: TemplateString): string {
  const role: Role | undefined = ROLES.find((one) => one.id === id);
  const option = Object.values(role?.options ?? {}).find((one) => one.managedPolicyArn === arn);
  if (option !== undefined) return option.summary;
  const alternative = role?.managedAlternative;
  if (alternative?.arn !== arn) return 'AWS maintains what the role needs in this policy.';
  return `Chosen in place of scoped statements. Beyond them: ${alternative.opens}`;
}
