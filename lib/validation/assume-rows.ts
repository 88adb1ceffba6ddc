import { principalValue } from '../iam/document.ts';
import type { Model, ModelRole, Principal, TrustStatement } from '../iam/model.ts';
import type { TemplateString } from '../iam/template-string.ts';
import { type ContextEntry, exampleContext } from './examples.ts';

/** A request to assume a role, and whether its trust policy must let it. */
export interface AssumeRow {
  readonly role: TemplateString;
  readonly who: string;
  readonly principal: { readonly type: string; readonly value: string };
  readonly action: string;
  /** Condition key → value. */
  readonly context: Readonly<Record<string, string>>;
  readonly allowed: boolean;
}

/** Who must and who must not get a role, by what its trust policy is made from. */
export function assumeRows({ roles }: Model): readonly AssumeRow[] {
  return roles.flatMap((role) => [
    ...role.trust.flatMap((statement) => statementRows(statement, role)),
    ...unrelatedPrincipals(role),
  ]);
}

function statementRows(
  statement: TrustStatement,
  { name, trust }: ModelRole,
): readonly AssumeRow[] {
  const entries = exampleContext(statement.conditions ?? {});
  if (entries === undefined) return [];
  const who = principalValue(statement.principal);
  const request = {
    role: name,
    principal: typed(statement.principal),
    action: statement.action,
  };
  const context = contextOf(entries);
  const first: AssumeRow = { ...request, who, context, allowed: true };
  // Another statement for the same principal may let in what this one does not.
  const alone = trust.filter((one) => principalValue(one.principal) === who).length === 1;
  if (!alone) return [first];
  const others = entries
    .map(({ ContextKeyName }) => ContextKeyName)
    .map((key) => ({
      ...request,
      who: `${who} with another ${key}`,
      context: { ...context, [key]: 'ecs-iam-somebody-elses' },
      allowed: false,
    }));
  return [first, ...others];
}

/** A service and an account that the role has nothing to do with. */
function unrelatedPrincipals({ name, trust }: ModelRole): readonly AssumeRow[] {
  const known = trust.map(({ principal }) => principalValue(principal));
  return UNRELATED.filter((principal) => !known.includes(principalValue(principal))).map(
    (principal) => ({
      role: name,
      who: principalValue(principal),
      principal: typed(principal),
      action: 'sts:AssumeRole',
      context: {},
      allowed: false,
    }),
  );
}

const UNRELATED: readonly Principal<string>[] = [
  { kind: 'service', service: 'lambda.amazonaws.com' },
  { kind: 'aws', aws: 'arn:<partition>:iam::000000000000:root' },
];

const TYPES = { service: 'Service', aws: 'AWS', federated: 'Federated' } as const;

function typed(principal: Principal<string>): AssumeRow['principal'] {
  return { type: TYPES[principal.kind], value: principalValue(principal) };
}

function contextOf(entries: readonly ContextEntry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map(({ ContextKeyName, ContextKeyValues }) => [
      ContextKeyName,
      ContextKeyValues[0] ?? '',
    ]),
  );
}
