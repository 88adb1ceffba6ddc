import { definitionOf, fillDefinition } from '../definition/definition-of.ts';
import { UserError } from '../errors.ts';
import { isAllowed } from '../evaluate/decide.ts';
import { readPolicy } from '../evaluate/read-policy.ts';
import { readRequester } from '../evaluate/requester.ts';
import type { Policy } from '../evaluate/types.ts';
import type { DefinedRole, Definition } from '../iam/definition.ts';
import { listOf, recordOf } from '../iam/equality.ts';
import type { Conditions } from '../iam/model.ts';
import { type FilledString, fillString, template } from '../iam/template-string.ts';
import type { Service } from '../service/types.ts';
import { answeredRows, type TestRow } from './answered-rows.ts';
import { exampleRequest } from './examples.ts';
import { contextOfRow, type PermissionRow } from './permission-rows.ts';

/**
 * Gives the requests that agree with what the environments define: those from the answers that still
 * hold everywhere, and one for each action that an edit added, for the environment that has it.
 */
export function followDefinitions(
  service: Service,
  definitions: readonly Definition[],
): readonly TestRow[] {
  const edited = definitions.flatMap((definition) => editedRoles(service, definition));
  const kept = answeredRows(service).filter((row) => edited.every((one) => agrees(row, one)));
  return [...kept, ...edited.flatMap(addedRows)];
}

/** A role that is not as the answers have it. */
interface EditedRole {
  readonly definition: Definition;
  readonly role: DefinedRole;
  readonly before: DefinedRole | undefined;
}

function editedRoles(service: Service, definition: Definition): readonly EditedRole[] {
  const environment = service.environments.find(({ name }) => name === definition.environment);
  const before = environment ? definitionOf(service.model, environment).roles : [];
  return definition.roles
    .map((role) => ({ definition, role, before: before.find(({ name }) => name === role.name) }))
    .filter(({ role, before }) => documentsOf(role) !== (before && documentsOf(before)));
}

function documentsOf({ inlinePolicies, managedPolicies }: DefinedRole): string {
  return JSON.stringify([inlinePolicies, managedPolicies]);
}

/** Any account will do: what is asked and what is defined name the same. */
const FACTS = {
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};

/** True where a request has nothing to do with the role, or comes to what it says. */
function agrees(row: TestRow, { definition, role }: EditedRole): boolean {
  const { environment, project, values } = definition;
  const known = { ...values, ...FACTS, environment, project };
  const filled = JSON.parse(JSON.stringify(row), (_key, value: unknown) =>
    typeof value === 'string' ? fillString(template(value), known) : value,
  ) as TestRow;
  if (filled.role !== String(role.name)) return true;
  const [one] = fillDefinition({ ...definition, roles: [role] }, FACTS).roles;
  if (one === undefined) return false;
  try {
    return may(filled, one) === filled.allowed;
  } catch (error) {
    // What IAM would not take says nothing of a request.
    if (error instanceof UserError) return false;
    throw error;
  }
}

function may(
  { action, resource, context = {} }: PermissionRow,
  role: DefinedRole<FilledString>,
): boolean {
  const principal = readRequester(`arn:aws:iam::${FACTS.account}:role/asked`);
  // Whoever owns the resource leaves it to the account.
  const delegation: Policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Principal: { AWS: FACTS.account } },
  };
  const values = Object.entries(context).map(([key, value]) => [
    key,
    typeof value === 'object' && 'value' in value ? value.value : listOf(value).map(String),
  ]);
  return isAllowed(
    {
      identity: policiesOf(role).map(([name, document]) => ({
        name,
        policy: readPolicy(document, { name, kind: 'identity' }),
      })),
      resource: [{ name: 'resource', policy: delegation }],
    },
    { principal, action, resource, context: Object.fromEntries(values) },
  );
}

type Policies = Pick<DefinedRole<string>, 'inlinePolicies' | 'managedPolicies'>;

/** Name and document. */
function policiesOf({ inlinePolicies, managedPolicies }: Policies) {
  return [
    ...Object.entries(inlinePolicies),
    ...managedPolicies.map(({ name, document }) => [String(name), document] as const),
  ];
}

/** A request for each action that the role is allowed on a resource and was not before. */
function addedRows(edited: EditedRole): readonly TestRow[] {
  const { definition, role, before } = edited;
  const known = new Set(before ? grants(before).map(({ key }) => key) : []);
  return grants(role)
    .filter(({ key }) => !known.has(key))
    .flatMap(({ action, resource, statement, policy }): readonly TestRow[] => {
      const request = exampleRequest(resource, conditionsOf(statement.Condition));
      if (request === undefined) return [];
      const row = {
        environment: definition.environment,
        role: role.name,
        action,
        resource: request.resource,
        ...contextOfRow(request.context),
        allowed: true,
        why: `${policy}, statement ${statement.Sid ?? 'without a Sid'}`,
      };
      return agrees(row, edited) ? [row] : [];
    });
}

/** What the statements of a role allow: each action without a wildcard, on the first resource. */
function grants(role: DefinedRole) {
  return policiesOf(role).flatMap(([policy, document]) =>
    listOf(recordOf(document).Statement)
      .map(recordOf)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap((statement) => {
        const [resource = ''] = listOf(statement.Resource).map(String);
        const actions = listOf(statement.Action).map(String);
        return actions
          .filter((action) => resource !== '' && !action.includes('*'))
          .map((action) => ({
            ...{ action, resource, statement, policy },
            key: `${action.toLowerCase()} ${resource}`,
          }));
      }),
  );
}

/** Operator → key → values, each as a list of texts. */
function conditionsOf(condition: unknown): Conditions {
  const entries = Object.entries(recordOf(condition)).map(([operator, keys]) => [
    operator,
    Object.fromEntries(
      Object.entries(recordOf(keys)).map(([key, values]) => [
        key,
        listOf(values).map((one) => template(String(one))),
      ]),
    ),
  ]);
  return Object.fromEntries(entries);
}
