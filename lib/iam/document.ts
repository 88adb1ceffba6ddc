import type {
  Conditions,
  Principal,
  ResourceStatement,
  Statement,
  TrustStatement,
} from './model.ts';

/** A policy document as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly DocumentStatement[];
}

/** A policy document as parsed from JSON: one of ours, or anything that somebody else wrote. */
export type JsonDocument = PolicyDocument | { readonly [key: string]: unknown };

export interface DocumentStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, OneOrMany>> | '*';
  readonly Action: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

/** IAM writes a list of one as the value itself. */
export type OneOrMany = string | readonly string[];

/** Gives the identity policy document of some statements. */
export function policyDocument<S extends string>(
  statements: readonly Statement<S>[],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect,
      Action: oneOrMany(statement.actions),
      Resource: oneOrMany(statement.resources),
      ...condition(statement.conditions),
    })),
  };
}

/** Gives the trust policy document of some trust statements. */
export function trustDocument<S extends string>(
  statements: readonly TrustStatement<S>[],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: 'Allow',
      Principal: principals([statement.principal]),
      Action: statement.action,
      ...condition(statement.conditions),
    })),
  };
}

/** Gives the resource policy document of some statements. */
export function resourceDocument<S extends string>(
  statements: readonly ResourceStatement<S>[],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect,
      Principal: principals(statement.principals),
      Action: oneOrMany(statement.actions),
      ...(statement.resources && { Resource: oneOrMany(statement.resources) }),
      ...condition(statement.conditions),
    })),
  };
}

const PRINCIPAL_TYPE = { service: 'Service', aws: 'AWS', federated: 'Federated' } as const;

function principals<S extends string>(
  list: readonly Principal<S>[],
): Readonly<Record<string, OneOrMany>> {
  const byType: Record<string, string[]> = {};
  for (const principal of list) {
    const type = PRINCIPAL_TYPE[principal.kind];
    byType[type] = [...(byType[type] ?? []), principalValue(principal)];
  }
  return Object.fromEntries(Object.entries(byType).map(([type, v]) => [type, oneOrMany(v)]));
}

/** The value of a principal: a service's host name, an ARN, an account ID. */
export function principalValue<S extends string>(principal: Principal<S>): string {
  if (principal.kind === 'service') return principal.service;
  return principal.kind === 'aws' ? principal.aws : principal.federated;
}

function condition<S extends string>(
  conditions: Conditions<S> | undefined,
): Pick<DocumentStatement, 'Condition'> | undefined {
  if (conditions === undefined) return undefined;
  return {
    Condition: Object.fromEntries(
      Object.entries(conditions).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, list]) => [key, oneOrMany(list)])),
      ]),
    ),
  };
}

function oneOrMany(list: readonly string[]): OneOrMany {
  const [only] = list;
  return list.length === 1 && only !== undefined ? only : list;
}
