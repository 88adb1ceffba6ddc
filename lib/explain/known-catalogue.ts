import { GRANTS } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { principalValue } from '../iam/document.ts';
import type { NamedPolicy, Statement, TrustStatement } from '../iam/model.ts';
import { substitute, template } from '../iam/template-string.ts';
import { CATALOGUE } from '../roles/catalogue.ts';
import type { Role } from '../roles/types.ts';
import { conditionList, type KnownRole, type KnownRoles, type KnownStatement } from './known.ts';

/** The project, environment and account of examples: those of AWS's documentation. */
const EXAMPLE = {
  project: 'shop',
  environment: 'dev',
  account: '111122223333',
  homeAccount: '111122223333',
  homeEnvironment: 'dev',
  region: 'eu-west-1',
  partition: 'aws',
  dnsSuffix: 'amazonaws.com',
  rolePath: '/',
} as const;

/** Every role of the catalogue with all its options, for the project `shop` of an example account. */
export function knownCatalogue(): KnownRoles {
  return { roles: CATALOGUE.map(knownRole), account: EXAMPLE.account };
}

/** The statements of a grant, as the task role has them. */
export function grantStatements({
  id,
  policy,
  statements,
}: GrantPreset): readonly KnownStatement[] {
  return statements.map((one) => knownStatement('task', one, { policy, option: id }));
}

function knownRole(role: Role): KnownRole {
  const { id, policies, options, trust, takesGrants } = role;
  const named = substitute(role.name, EXAMPLE);
  return {
    id,
    name: named,
    arn: `arn:aws:iam::${EXAMPLE.account}:role/${named}`,
    trust: [
      ...trust.map((one) => trustStatement(id, one)),
      ...Object.entries(options).flatMap(([option, one]) =>
        [...(one.trustStatements ?? []), ...(one.trust ?? [])]
          .filter(({ sid }) => !trust.some((base) => base.sid === sid))
          .map((statement) => ({ ...trustStatement(id, statement), option })),
      ),
    ],
    statements: [
      ...policies.flatMap((policy) => ofPolicy(id, policy)),
      ...Object.entries(options).flatMap(([option, { policy = '', statements }]) =>
        statements.map((one) => knownStatement(id, one, { policy, option })),
      ),
      ...(takesGrants ? GRANTS.flatMap(grantStatements) : []),
    ],
    withoutDocument: (role.managedPolicyArns ?? []).map(filled),
  };
}

function ofPolicy(role: string, { name: policy, statements }: NamedPolicy) {
  return statements.map((one) => knownStatement(role, one, { policy }));
}

function knownStatement(
  role: string,
  { sid, effect, actions, resources, conditions, why }: Statement,
  place: Pick<KnownStatement, 'policy' | 'option'>,
): KnownStatement {
  return {
    role,
    ...place,
    sid,
    effect,
    actions,
    resources: resources.map(filled),
    conditions: conditionList(conditions).map((one) => ({
      ...one,
      values: one.values.map(filled),
    })),
    origin: 'generated',
    why,
  };
}

function trustStatement(
  role: string,
  { sid, principal, action, conditions }: TrustStatement,
): KnownStatement {
  return {
    role,
    sid,
    effect: 'Allow',
    actions: [action],
    resources: [],
    principals: [filled(principalValue(principal))],
    conditions: conditionList(conditions).map((one) => ({
      ...one,
      values: one.values.map(filled),
    })),
    origin: 'generated',
  };
}

/** Fills a template string as far as the example goes; a reference to a role becomes its ARN. */
function filled(text: string): string {
  const named = text
    .replace(/^<role:([a-z-]+)>$/, (_, id: string) => `arn:aws:iam::<account>:role/${nameOf(id)}`)
    .replace(/<role-name:([a-z-]+)>/g, (_, id: string) => nameOf(id));
  return substitute(template(named), EXAMPLE);
}

function nameOf(id: string): string {
  return CATALOGUE.find((one) => one.id === id)?.name ?? id;
}
