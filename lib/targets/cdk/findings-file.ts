import type { Model, ModelRole, Statement } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { ROLES } from '../../roles/registry.ts';
import type { Role } from '../../roles/types.ts';
import { block, type Item, printStatement } from './code.ts';
import { propertyName, stringLiteral } from './literals.ts';
import { roleClass } from './role-names.ts';

/** `lib/accepted-findings.ts`: the wildcards and the AWS managed policies that stay, and why. */
export function findingsFile({ roles }: Model): string {
  const wildcards = roles.flatMap((role) => wildcardItems(role));
  const policies = roles.flatMap((role) => managedPolicyItems(role));
  return `/** What a check may find in a construct, and why it stays: construct path → what → reason. */
export type AcceptedFindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Statements with a wildcard, by their Sid. */
${table('ACCEPTED_WILDCARDS', wildcards)}

/** AWS managed policies, by their name. */
${table('ACCEPTED_AWS_POLICIES', policies)}
`;
}

function table(name: string, items: readonly Item[]): string {
  return printStatement(block(`export const ${name}: AcceptedFindings = {`, items, '}'), 0);
}

function wildcardItems(role: ModelRole): readonly Item[] {
  const policies = [
    ...role.inlinePolicies,
    ...role.managedPolicies.map(({ policy, statements }) => ({ name: policy, statements })),
  ];
  return policies.flatMap(({ name, statements }) =>
    findings(
      `${roleClass(role)}/${name}`,
      statements.filter(hasWildcard).map(({ sid, why }) => [sid, why] as const),
    ),
  );
}

function hasWildcard({ effect, actions, resources }: Statement): boolean {
  return effect === 'Allow' && [...actions, ...resources].some((value) => value.includes('*'));
}

function managedPolicyItems(role: ModelRole): readonly Item[] {
  return findings(
    roleClass(role),
    role.managedPolicyArns
      .filter((arn) => arn.includes(':iam::aws:policy/'))
      .map((arn) => [arn.replace(/^.*:iam::aws:policy\//, ''), reasonOf(role, arn)] as const),
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

function findings(path: string, reasons: readonly (readonly [string, string])[]): readonly Item[] {
  if (reasons.length === 0) return [];
  const items = reasons.map(([what, reason]) => ({
    label: `${propertyName(what)}: `,
    code: stringLiteral(reason),
  }));
  return [{ label: `${propertyName(path)}: `, code: block('{', items, '}') }];
}
