import type { Model } from '../iam/model.ts';
import {
  CHANGE_ROLE,
  POLICY,
  PROFILE,
  PROVIDER,
  READ_ROLE,
  REPOSITORY,
} from './operator-actions.ts';
import { managedPolicyArn } from './ownership.ts';

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
  /** Every role name of the catalogue in this environment: looked for to find what was dropped. */
  readonly catalogue: Iterable<string>;
  /** AWS managed policies, as `service-role/AmazonECSTaskExecutionRolePolicy`, that may be attached. */
  readonly attachable: Iterable<string>;
}

/**
 * The least rights with which plan, apply, validate, destroy and a rollback work on one environment.
 * What is open in the model or in `scope` stays open.
 */
export function operatorPolicy(model: Model<string>, scope: OperatorScope): OperatorPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...roleStatements(model, scope),
      ...policyStatements(model, scope),
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
  const paths = new Set<string>(['/', ...model.roles.map(({ settings }) => settings.path)]);
  // Of a role that is not there IAM knows no path: the call is checked against the bare name.
  const looked = [...scope.catalogue].flatMap((name) =>
    [...paths].map((path) => roleArn(scope, path, name)),
  );
  const bare = model.roles.map(({ name }) => roleArn(scope, '/', name));
  const attachable = [
    ...[...scope.attachable].map((name) => `arn:${scope.partition}:iam::aws:policy/${name}`),
    ...ownPolicies(model, scope),
  ];
  return [
    ...statement('ReadRoles', READ_ROLE, [...looked, ...own, ...bare]),
    ...statement('ChangeRoles', CHANGE_ROLE, own),
    ...statement('AttachPolicies', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], own, {
      ArnEquals: { 'iam:PolicyARN': unique(attachable) },
    }),
  ];
}

function ownPolicies(model: Model<string>, scope: OperatorScope): readonly string[] {
  return model.roles.flatMap((role) =>
    role.managedPolicies.map(({ path, name }) => managedPolicyArn(scope, path, name)),
  );
}

function policyStatements(model: Model<string>, scope: OperatorScope) {
  return statement('OwnPolicies', POLICY, ownPolicies(model, scope));
}

function profileStatements(model: Model<string>, scope: OperatorScope) {
  const { partition, account } = scope;
  const holders = model.roles.filter(({ instanceProfile }) => instanceProfile !== undefined);
  const profiles = holders.flatMap(({ settings, instanceProfile }) =>
    unique([settings.path, '/']).map(
      (path) => `arn:${partition}:iam::${account}:instance-profile${path}${instanceProfile}`,
    ),
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
  const owners = (kind: string) =>
    model.resourcePolicies.filter((one) => one.kind === kind).map(({ owner }) => owner);
  const repositories = [
    ...(model.repository ? [model.repository] : []),
    ...owners('ecr-repository'),
  ];
  const any = (list: readonly unknown[]) => (list.length > 0 ? ['*'] : []);
  const destinations = owners('logs-destination');
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
    ...statement(
      'Repository',
      REPOSITORY,
      repositories.map((name) => `arn:${partition}:ecr:${region}:${account}:repository/${name}`),
    ),
    ...statement(
      'LogsPolicies',
      ['logs:DeleteResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
      any(owners('logs')),
    ),
    ...statement('FindLogsDestinations', ['logs:DescribeDestinations'], any(destinations)),
    ...statement(
      'LogsDestinations',
      ['logs:PutDestinationPolicy'],
      destinations.map((name) => `arn:${partition}:logs:${region}:${account}:destination:${name}`),
    ),
  ];
}

function roleArn(
  { partition, account }: Pick<OperatorScope, 'partition' | 'account'>,
  path: string,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}
