import type { Model, ModelRole, Statement } from '../iam/model.ts';
import { arnOfRole } from '../iam/role-arn.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import { deniedRequests } from './denied-requests.ts';
import { type ContextEntry, type ExampleRequest, exampleRequest } from './examples.ts';
import { matches } from './matches.ts';

/** One call of the IAM simulator and what each of its actions must come to. */
export interface Simulation {
  readonly role: TemplateString;
  readonly resource: TemplateString;
  readonly allowed: boolean;
  /** Why: the statement that grants it, or what nobody granted. */
  readonly rows: readonly { readonly action: string; readonly why: string }[];
  /** What `aws iam simulate-principal-policy --cli-input-json` takes. */
  readonly input: SimulationInput;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export interface SimulationInput {
  readonly PolicySourceArn: string;
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[];
  readonly ContextEntries?: readonly ContextEntry[];
}

interface Row extends ExampleRequest {
  readonly action: string;
  readonly allowed: boolean;
  readonly why: string;
}

/**
 * What each role must be allowed and denied: the first action of every statement on its first
 * resource, and a few requests that no statement of the role grants. One call for each resource.
 */
export function simulations({ roles }: Model): readonly Simulation[] {
  return roles.flatMap((role) => {
    const calls = new Map<string, readonly Row[]>();
    for (const row of [...allowedRows(role), ...deniedRows(role)]) {
      const key = JSON.stringify([row.resource, row.context, row.allowed]);
      calls.set(key, [...(calls.get(key) ?? []), row]);
    }
    return [...calls.values()].map((rows) => simulation(role, rows));
  });
}

function simulation(role: ModelRole, rows: readonly Row[]): Simulation {
  const { resource = template('*'), context = [], allowed = false } = rows[0] ?? {};
  return {
    role: role.name,
    resource,
    allowed,
    rows: rows.map(({ action, why }) => ({ action, why })),
    input: {
      PolicySourceArn: arnOfRole(role),
      ActionNames: rows.map(({ action }) => action),
      ...(resource !== '*' && { ResourceArns: [resource] }),
      ...(context.length > 0 && { ContextEntries: context }),
    },
  };
}

function allowedRows(role: ModelRole): readonly Row[] {
  const statements = statementsOf(role);
  return policiesOf(role).flatMap(({ name, statements: own }) =>
    own.flatMap((statement): readonly Row[] => {
      // The simulator takes no wildcard in an action.
      const action = statement.actions.find((one) => !one.includes('*'));
      const [resource = ''] = statement.resources;
      if (statement.effect === 'Deny' || action === undefined) return [];
      const request = exampleRequest(resource, statement.conditions);
      if (request === undefined || isDenied(statements, action, request)) return [];
      return [{ ...request, action, allowed: true, why: `${name}, statement ${statement.sid}` }];
    }),
  );
}

function deniedRows(role: ModelRole): readonly Row[] {
  const statements = statementsOf(role);
  return deniedRequests(role)
    .filter(({ action, resource }) => !speaksOf(statements, action, resource))
    .map((request) => ({ ...request, allowed: false }));
}

function policiesOf(
  role: ModelRole,
): readonly { name: string; statements: readonly Statement[] }[] {
  return [
    ...role.inlinePolicies,
    ...role.managedPolicies.map(({ policy, statements }) => ({ name: policy, statements })),
  ];
}

function statementsOf(role: ModelRole): readonly Statement[] {
  return policiesOf(role).flatMap(({ statements }) => statements);
}

function isDenied(
  statements: readonly Statement[],
  action: string,
  { resource }: ExampleRequest,
): boolean {
  return speaksOf(
    statements.filter(({ effect }) => effect === 'Deny'),
    action,
    resource,
  );
}

/** True when some statement matches the request, whatever its conditions. */
function speaksOf(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    (statement) =>
      statement.actions.some((one) => matches(one.toLowerCase(), action.toLowerCase())) &&
      statement.resources.some((one) => matches(one, resource)),
  );
}
