import type { Definition } from '../iam/definition.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import {
  DELETE_LOGS_POLICY,
  LOGS_POLICIES,
  POLICY,
  PROFILE,
  PROVIDER,
  REDUCE_ROLE,
  REPOSITORY,
  REPOSITORY_POLICY,
  UNBIND_ROLE,
  WIDEN_ROLE,
} from './operator-actions.ts';
import { droppedStatements } from './operator-dropped.ts';
import {
  type OperatorPolicy,
  type OperatorScope,
  roleArn,
  statement,
  unique,
} from './operator-statement.ts';
import { sharedRepository } from './plan-shared.ts';

/**
 * The least rights with which plan, apply, validate, destroy and a rollback work on one environment,
 * whatever earlier definitions made there. What is no longer defined can be deleted, not made again;
 * what the account shares is never deleted. A role with a permissions boundary is made and widened only
 * with this boundary on it, which the operator can neither take off nor replace.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 * Placeholders of the definition and of `scope` stay.
 */
export function operatorPolicy(
  definition: Definition<string>,
  scope: OperatorScope,
): OperatorPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...roleStatements(definition, scope),
      ...droppedStatements(definition, { scope, paths: pathsOf(definition.roles) }),
      ...profileStatements(definition, scope),
      ...sharedStatements(definition, scope),
    ],
  };
}

function roleStatements({ roles }: Definition<string>, scope: OperatorScope) {
  const own = roles.map(({ path, name }) => roleArn(scope, path, name));
  const policies = roles.flatMap((role) => [
    // A policy that we make is named after its role and, after a hyphen, after what it allows.
    managedPolicyArn(scope, role.path, `${role.name}-*`),
    ...role.managedPolicies
      .filter(({ name }) => !name.startsWith(`${role.name}-`))
      .map(({ path, name }) => managedPolicyArn(scope, path, name)),
  ]);
  const attachable = [
    ...[...scope.attachable].map((name) => `arn:${scope.partition}:iam::aws:policy/${name}`),
    ...roles.flatMap(({ attachedPolicies }) => attachedPolicies),
    ...policies,
  ];
  return [
    ...statement('ChangeRoles', REDUCE_ROLE, own),
    ...byBoundary(roles).flatMap((one) => wideningStatements(one, scope, unique(attachable))),
    ...statement('OwnPolicies', POLICY, policies),
  ];
}

type Roles = Definition<string>['roles'];

/** Roles with the same permissions boundary; `suffix` tells the statements of several apart. */
interface Bounded {
  readonly roles: Roles;
  readonly boundary: string | undefined;
  readonly suffix: string;
}

function byBoundary(roles: Roles): readonly Bounded[] {
  const boundaries = [...new Set(roles.map(({ boundary }) => boundary))];
  return boundaries.map((boundary, index) => ({
    roles: roles.filter((role) => role.boundary === boundary),
    boundary,
    suffix: index === 0 ? '' : String(index + 1),
  }));
}

/** What makes a role or lets it do more: of a bounded one, while the boundary is on it. */
function wideningStatements(
  { roles, boundary, suffix }: Bounded,
  scope: OperatorScope,
  attachable: readonly string[],
) {
  const own = roles.map(({ path, name }) => roleArn(scope, path, name));
  const bound =
    boundary === undefined ? {} : { StringEquals: { 'iam:PermissionsBoundary': [boundary] } };
  const widen = boundary === undefined ? [...WIDEN_ROLE, UNBIND_ROLE].sort() : WIDEN_ROLE;
  const attach = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'];
  return [
    ...statement(`WidenRoles${suffix}`, widen, own, boundary === undefined ? undefined : bound),
    ...statement(`AttachPolicies${suffix}`, attach, own, {
      ArnLike: { 'iam:PolicyARN': attachable },
      ...bound,
    }),
  ];
}

/** The default path, and those of the roles. */
function pathsOf(roles: Roles): readonly string[] {
  return unique(['/', ...roles.map(({ path }) => path)]);
}

function profileStatements({ roles }: Definition<string>, scope: OperatorScope) {
  const { partition, account } = scope;
  const holders = roles.filter(({ instanceProfile }) => instanceProfile !== undefined);
  const names = [
    ...scope.profiles,
    ...roles.flatMap(({ instanceProfile }) => instanceProfile ?? []),
  ];
  const profiles = names.flatMap((name) =>
    pathsOf(roles).map((path) => `arn:${partition}:iam::${account}:instance-profile${path}${name}`),
  );
  return [
    ...statement('InstanceProfiles', PROFILE, profiles),
    ...statement(
      'PassToInstances',
      ['iam:PassRole'],
      holders.map(({ path, name }) => roleArn(scope, path, name)),
      { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } },
    ),
  ];
}

function sharedStatements(definition: Definition<string>, scope: OperatorScope) {
  const { partition, account, region } = scope;
  const { serviceLinkedRoles, oidcProviders, resourcePolicies } = definition.shared;
  const linked = serviceLinkedRoles.map(
    (service) => `arn:${partition}:iam::${account}:role/aws-service-role/${service}/*`,
  );
  const any = (list: readonly unknown[]) => (list.length > 0 ? ['*'] : []);
  return [
    // The call takes no resource.
    ...statement('FindServiceLinkedRoles', ['iam:ListRoles'], any(linked)),
    // Read when a role is to hold more managed policies than the default quota allows.
    ...statement('ReadQuotas', ['iam:GetAccountSummary'], any(definition.roles)),
    ...statement('ServiceLinkedRoles', ['iam:CreateServiceLinkedRole'], linked, {
      StringEquals: { 'iam:AWSServiceName': serviceLinkedRoles },
    }),
    ...statement(
      'OidcProviders',
      PROVIDER,
      oidcProviders.map(({ arn }) => arn),
    ),
    ...repositoryStatements(definition, scope),
    // An earlier definition may have left a statement in any of them.
    ...statement('LogsPolicies', LOGS_POLICIES, ['*']),
    // Only for a definition that has one: a wildcard that deletes is the last thing to hand out.
    ...statement(
      'DeleteLogsPolicy',
      [DELETE_LOGS_POLICY],
      any(resourcePolicies.filter(({ kind }) => kind === 'logs')),
    ),
    ...statement(
      'LogsDestinations',
      ['logs:PutDestinationPolicy'],
      [`arn:${partition}:logs:${region}:${account}:destination:*`],
    ),
  ];
}

/** Where no repository is defined, an earlier definition may have left a statement in the default one. */
function repositoryStatements(
  definition: Definition<string>,
  { partition, account, region }: OperatorScope,
) {
  const name = sharedRepository(definition);
  const arn = `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
  return definition.shared.repository === undefined
    ? statement('RepositoryPolicy', REPOSITORY_POLICY, [arn])
    : statement('Repository', [...REPOSITORY, ...REPOSITORY_POLICY].sort(), [arn]);
}
