import { principalValue } from '../../iam/document.ts';
import type { Model, ModelRole } from '../../iam/model.ts';
import { array, block, type Code, printStatement } from './code.ts';
import { stringLiteral } from './literals.ts';
import { roleClass } from './role-names.ts';

/** `test/expected-roles.ts`: what the tests of the app expect of each role. */
export function expectedRolesFile({ roles }: Model): string {
  const table = block(
    'export const EXPECTED_ROLES: Readonly<Record<string, ExpectedRole>> = {',
    roles.map((role) => ({ label: `${roleClass(role)}: `, code: expectedRole(role) })),
    '}',
  );
  return `export interface ExpectedRole {
  /** Service principals; other principals are counted as 'other'. */
  readonly trusted: readonly string[];
  /** Names of the inline policies. */
  readonly inline: readonly string[];
  /** Customer-managed and AWS managed policies. */
  readonly attached: number;
}

/** Every role by the property name of its construct. A change here is a change of who may do what. */
${printStatement(table, 0)}
`;
}

function expectedRole(role: ModelRole): Code {
  const trusted = role.trust.map(({ principal }) =>
    principal.kind === 'service' ? principalValue(principal) : 'other',
  );
  return block(
    '{',
    [
      { label: 'trusted: ', code: array(trusted.map(stringLiteral)) },
      {
        label: 'inline: ',
        code: array(role.inlinePolicies.map(({ name }) => stringLiteral(name))),
      },
      {
        label: 'attached: ',
        code: String(role.managedPolicies.length + role.managedPolicyArns.length),
      },
    ],
    '}',
  );
}
