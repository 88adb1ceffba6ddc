import { listOf, recordOf } from '../../../iam/equality.ts';
import type { Plan, Resource } from './resources.ts';

/**
 * The JSON of a document that Terraform reads when it is applied, because it names a role that is not
 * made yet: its statements stand in the plan but for the ARNs of such roles.
 */
export function unknownDocument(document: Resource, plan: Plan): string {
  const written = listOf(plan.arguments(document.address).statement);
  const statements = listOf(document.values.statement).map((one, index) =>
    statementOf(recordOf(one), arnsOf(recordOf(written[index]).resources, document, plan)),
  );
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The ARNs of the roles that an argument refers to. */
function arnsOf(expression: unknown, { address }: Resource, { planned }: Plan): readonly string[] {
  const module = address.slice(0, address.lastIndexOf('data.'));
  const references = listOf(recordOf(expression).references).map(String);
  return planned
    .filter((one) => references.includes(one.address.slice(module.length)))
    .map(({ values }) => String(values.arn));
}

function statementOf(
  statement: Readonly<Record<string, unknown>>,
  arns: readonly string[],
): object {
  const { sid, effect, principals, not_principals, condition } = statement;
  const resources = [...texts(statement.resources), ...arns];
  const conditions = conditionsOf(condition);
  return {
    ...(sid ? { Sid: sid } : {}),
    Effect: effect ?? 'Allow',
    ...principalsOf('Principal', principals),
    ...principalsOf('NotPrincipal', not_principals),
    ...list('Action', texts(statement.actions)),
    ...list('NotAction', texts(statement.not_actions)),
    ...list('Resource', resources),
    ...list('NotResource', texts(statement.not_resources)),
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

/** The data source writes IAM's policy variables with an ampersand. */
function texts(values: unknown): readonly string[] {
  return listOf(values)
    .filter((value) => typeof value === 'string')
    .map((value) => value.replaceAll('&{', '${'));
}

function list(name: string, values: readonly string[]): object {
  return values.length === 0 ? {} : { [name]: [...new Set(values)] };
}

function principalsOf(name: string, principals: unknown): object {
  const types: Record<string, readonly string[]> = {};
  for (const { type, identifiers } of listOf(principals).map(recordOf)) {
    types[String(type)] = [...(types[String(type)] ?? []), ...texts(identifiers)];
  }
  if (Object.keys(types).length === 0) return {};
  return { [name]: types['*'] ? '*' : types };
}

function conditionsOf(condition: unknown) {
  const operators: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of listOf(condition).map(recordOf)) {
    const operator = String(test);
    const key = String(variable);
    const keys = operators[operator] ?? {};
    operators[operator] = { ...keys, [key]: [...(keys[key] ?? []), ...texts(values)] };
  }
  return operators;
}
