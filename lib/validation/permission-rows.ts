import { matchesPattern } from '../evaluate/wildcards.ts';
import type { Model, ModelRole, Statement } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import { type ContextEntry, type ExampleRequest, exampleRequest } from './examples.ts';

/** A request of a role, and whether it must be allowed. */
export interface PermissionRow {
  readonly role: TemplateString;
  readonly action: string;
  /** '*' where the statement names no resource. */
  readonly resource: TemplateString;
  readonly context?: RequestContext;
  readonly allowed: boolean;
  /** The statement that allows it, or why it must be denied. */
  readonly why: string;
}

/** Condition key → value. A plain value says its type; any other is given with it. */
export type RequestContext = Readonly<
  Record<string, string | boolean | readonly string[] | TypedValue>
>;

interface TypedValue {
  readonly type: string;
  readonly value: string;
}

interface Row extends ExampleRequest {
  readonly action: string;
  readonly allowed: boolean;
  readonly why: string;
}

/**
 * What each role must be allowed and denied: the first action of every statement on its first
 * resource, and a few requests that no statement of the role grants.
 */
export function permissionRows({ roles }: Model): readonly PermissionRow[] {
  return roles.flatMap((role) => {
    const rows = rowsOf.get(role) ?? roleRows(role);
    rowsOf.set(role, rows);
    return rows;
  });
}

/** Environments most often have the same role, and its rows take long to find. */
const rowsOf = new WeakMap<ModelRole, readonly PermissionRow[]>();

function roleRows(role: ModelRole): readonly PermissionRow[] {
  return [...allowedRows(role), ...deniedRows(role)].map(
    ({ action, resource, context, allowed, why }): PermissionRow => ({
      role: role.name,
      action,
      resource,
      ...contextOfRow(context),
      allowed,
      why,
    }),
  );
}

/** The context as a row has it: none where nothing is asked for. */
export function contextOfRow(context: readonly ContextEntry[]): { context?: RequestContext } {
  return context.length > 0 ? { context: Object.fromEntries(context.map(contextValue)) } : {};
}

function contextValue({
  ContextKeyName: key,
  ContextKeyType: type,
  ContextKeyValues,
}: ContextEntry) {
  const [value = ''] = ContextKeyValues;
  if (type === 'string') return [key, value] as const;
  if (type === 'stringList') return [key, ContextKeyValues] as const;
  return [key, type === 'boolean' ? value === 'true' : { type, value }] as const;
}

function allowedRows(role: ModelRole): readonly Row[] {
  const denials = statementsOf(role)
    .filter(({ effect }) => effect === 'Deny')
    .map(matcherOf);
  return policiesOf(role).flatMap(({ name, statements: own }) =>
    own.flatMap((statement): readonly Row[] => {
      // The simulator takes no wildcard in an action.
      const action = statement.actions.find((one) => !one.includes('*'));
      const [resource = ''] = statement.resources;
      if (statement.effect === 'Deny' || action === undefined) return [];
      const request = exampleRequest(resource, statement.conditions);
      if (request === undefined || anyMatches(denials, action, request.resource)) return [];
      return [{ ...request, action, allowed: true, why: `${name}, statement ${statement.sid}` }];
    }),
  );
}

function deniedRows(role: ModelRole): readonly Row[] {
  const statements = statementsOf(role).map(matcherOf);
  return deniedRequests(role)
    .filter(({ action, resource }) => !anyMatches(statements, action, resource))
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

/** What a statement matches, whatever its conditions: most actions have no wildcard. */
interface Matcher {
  readonly plain: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly resources: readonly string[];
}

function matcherOf({ actions, resources }: Statement): Matcher {
  const all = actions.map((action) => action.toLowerCase());
  const patterns = all.filter((action) => /[*?]/.test(action));
  return { plain: new Set(all), patterns, resources };
}

/** True when some statement matches the request, whatever its conditions. */
function anyMatches(statements: readonly Matcher[], action: string, resource: string): boolean {
  const asked = action.toLowerCase();
  return statements.some(
    ({ plain, patterns, resources }) =>
      (plain.has(asked) || patterns.some((one) => matchesPattern(one, asked))) &&
      resources.some((one) => matchesPattern(one, resource)),
  );
}

interface DeniedRequest {
  readonly action: string;
  readonly resource: TemplateString;
  readonly context: readonly ContextEntry[];
  readonly why: string;
}

/**
 * What a role of this kind must never be allowed. Of a role with policies of AWS's attached, whose
 * documents we do not hold, only what none of those grants.
 */
export function deniedRequests(role: ModelRole): readonly DeniedRequest[] {
  return role.managedPolicyArns.length > 0 ? IDENTITIES : [...IDENTITIES, ...OTHERS];
}

const ACCOUNT = 'arn:<partition>:iam::<account>';
const OTHER_OBJECT = 'arn:<partition>:s3:::ecs-iam-somebody-elses/example';
const OTHER_ROLE = `${ACCOUNT}:role/ecs-iam-somebody-elses`;

// One context for all: requests on one resource then share a call of the simulator.
const PASSED: readonly ContextEntry[] = [
  {
    ContextKeyName: 'iam:PassedToService',
    ContextKeyValues: ['ecs-tasks.amazonaws.com'],
    ContextKeyType: 'string',
  },
];

const IDENTITIES = [
  denied('iam:CreateUser', `${ACCOUNT}:user/ecs-iam-example`, 'a service makes no users'),
  denied('iam:AttachRolePolicy', OTHER_ROLE, 'a service widens no role', PASSED),
  denied('iam:PutRolePolicy', OTHER_ROLE, 'a service widens no role', PASSED),
];

const OTHERS = [
  denied('iam:PassRole', OTHER_ROLE, 'only roles of this service are passed', PASSED),
  denied('sts:AssumeRole', OTHER_ROLE, 'no other role is assumed', PASSED),
  denied('s3:GetObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied('s3:PutObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied('s3:DeleteObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied(
    'secretsmanager:GetSecretValue',
    'arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-iam-somebody-elses-AbCdEf',
    'the secret is not of this service',
  ),
];

function denied(
  action: string,
  resource: string,
  why: string,
  context: readonly ContextEntry[] = [],
): DeniedRequest {
  return { action, resource: template(resource), context, why };
}
