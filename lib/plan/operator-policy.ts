import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Model } from '../iam/model.ts';
import {
  CHANGE_ROLE,
  LOGS_POLICIES,
  POLICY,
  PROFILE,
  PROVIDER,
  READ_ROLE,
  REMOVE_DROPPED,
  REPOSITORY,
  REPOSITORY_POLICY,
} from './operator-actions.ts';
import { sharedRepository } from './plan-shared.ts';

/** A statement as the operator's policy prints it. */
export interface OperatorStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface OperatorPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly OperatorStatement[];
}

/** Where the operator works, and the names the catalogue can give there. */
export interface OperatorScope {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Every role name of the catalogue in this environment: earlier answers may have made any. */
  readonly catalogue: Iterable<string>;
  /** The instance profiles among them. */
  readonly profiles: Iterable<string>;
  /** AWS managed policies, as `service-role/AmazonECSTaskExecutionRolePolicy`, that may be attached. */
  readonly attachable: Iterable<string>;
}

/**
 * The least rights with which plan, apply, validate, destroy and a rollback work on one environment,
 * whatever earlier answers made there. What these no longer have can be deleted, not made again.
 * What is open in the model or in `scope` stays open.
 */
export function operatorPolicy(model: Model<string>, scope: OperatorScope): OperatorPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...roleStatements(model, scope),
      ...profileStatements(model, scope),
      ...sharedStatements(model, scope),
    ],
  };
}

function statement(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: OperatorStatement['Condition'],
): readonly OperatorStatement[] {
  if (Resource.length === 0) return [];
  return [
    { Sid, Effect: 'Allow', Action, Resource: unique(Resource), ...(Condition && { Condition }) },
  ];
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)].sort();
}

function roleStatements(model: Model<string>, scope: OperatorScope) {
  const own = model.roles.map((role) => roleArn(scope, role.settings.path, role.name));
  const dropped = [...scope.catalogue].filter((name) =>
    model.roles.every((role) => role.name !== name),
  );
  // Of a role that is not there IAM knows no path: the call is checked against the bare name.
  const bare = model.roles.map(({ name }) => roleArn(scope, '/', name));
  const left = dropped.flatMap((name) => pathsOf(model).map((path) => roleArn(scope, path, name)));
  const policies = model.roles.map(({ settings, name }) =>
    managedPolicyArn(scope, settings.path, `${name}-*`),
  );
  const leftPolicies = dropped.flatMap((name) =>
    pathsOf(model).map((path) => managedPolicyArn(scope, path, `${name}-*`)),
  );
  const attachable = [
    ...[...scope.attachable].map((name) => `arn:${scope.partition}:iam::aws:policy/${name}`),
    ...policies,
  ];
  return [
    ...statement('ReadRoles', READ_ROLE, [...own, ...bare]),
    ...statement('ChangeRoles', CHANGE_ROLE, own),
    // Such a policy is called as its role and, after a hyphen, as what it allows.
    ...statement('OwnPolicies', POLICY, policies),
    ...statement('AttachPolicies', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], own, {
      ArnLike: { 'iam:PolicyARN': unique(attachable) },
    }),
    // Each name once, to keep the whole within the size of one managed policy.
    ...statement('RemoveDropped', [...READ_ROLE, ...REMOVE_DROPPED].sort(), [
      ...left,
      ...leftPolicies,
    ]),
  ];
}

/** Where roles stand now, and where they stand by default. */
function pathsOf({ roles }: Model<string>): readonly string[] {
  return unique(['/', ...roles.map(({ settings }) => settings.path)]);
}

function profileStatements(model: Model<string>, scope: OperatorScope) {
  const { partition, account } = scope;
  const holders = model.roles.filter(({ instanceProfile }) => instanceProfile !== undefined);
  const profiles = [...scope.profiles].flatMap((name) =>
    pathsOf(model).map((path) => `arn:${partition}:iam::${account}:instance-profile${path}${name}`),
  );
  const roles = holders.map((role) => roleArn(scope, role.settings.path, role.name));
  return [
    ...statement('InstanceProfiles', PROFILE, profiles),
    ...statement('PassToInstances', ['iam:PassRole'], roles, {
      StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
    }),
  ];
}

function sharedStatements(model: Model<string>, scope: OperatorScope) {
  const { partition, account, region } = scope;
  const linked = model.serviceLinkedRoles.map(
    (service) => `arn:${partition}:iam::${account}:role/aws-service-role/${service}/*`,
  );
  const any = (list: readonly unknown[]) => (list.length > 0 ? ['*'] : []);
  return [
    // IAM lists roles by path without a resource to name.
    ...statement('FindServiceLinkedRoles', ['iam:ListRoles'], any(linked)),
    // Asked for when a role is to hold more managed policies than every account allows.
    ...statement('ReadQuotas', ['iam:GetAccountSummary'], any(model.roles)),
    ...statement('ServiceLinkedRoles', ['iam:CreateServiceLinkedRole'], linked, {
      StringEquals: { 'iam:AWSServiceName': model.serviceLinkedRoles },
    }),
    ...statement(
      'OidcProviders',
      PROVIDER,
      model.oidcProviders.map(({ arn }) => arn),
    ),
    ...repositoryStatements(model, scope),
    // Earlier answers may have left a statement in any of them.
    ...statement('LogsPolicies', LOGS_POLICIES, ['*']),
    ...statement(
      'LogsDestinations',
      ['logs:PutDestinationPolicy'],
      [`arn:${partition}:logs:${region}:${account}:destination:*`],
    ),
  ];
}

/** Without a repository in the model, earlier answers may have left a statement in the default one. */
function repositoryStatements(model: Model<string>, { partition, account, region }: OperatorScope) {
  const arn = `arn:${partition}:ecr:${region}:${account}:repository/${sharedRepository(model)}`;
  return model.repository === undefined
    ? statement('RepositoryPolicy', REPOSITORY_POLICY, [arn])
    : statement('Repository', [...REPOSITORY, ...REPOSITORY_POLICY].sort(), [arn]);
}

function roleArn(
  { partition, account }: Pick<OperatorScope, 'partition' | 'account'>,
  path: string,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}
