import { LIMITS } from '../../iam/limits.ts';
import { checkIdentityDocument, checkName, checkPath, encoded, findPolicy } from './checks.ts';
import {
  alreadyExists,
  deleteConflict,
  type Handlers,
  limitExceeded,
  noSuchEntity,
  pageOf,
} from './handlers.ts';
import { type MemoryState, nextId, type StoredPolicy } from './state.ts';

/** Versions of one managed policy (IAM User Guide, "IAM and AWS STS quotas"). */
const VERSIONS = 5;

/** Managed policies: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const managedPolicyHandlers: Handlers<
  | 'GetPolicy'
  | 'GetPolicyVersion'
  | 'ListPolicyVersions'
  | 'CreatePolicy'
  | 'CreatePolicyVersion'
  | 'DeletePolicyVersion'
  | 'DeletePolicy'
> = {
  GetPolicy: (state, { PolicyArn }) => ({
    Policy: shown(state, PolicyArn ?? '', findPolicy(state, PolicyArn)),
  }),
  GetPolicyVersion: (state, { PolicyArn, VersionId }) => {
    const policy = findPolicy(state, PolicyArn);
    const document = policy.versions[VersionId ?? ''];
    if (document === undefined) throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId}`);
    return {
      PolicyVersion: {
        Document: encoded(document),
        VersionId,
        IsDefaultVersion: VersionId === policy.defaultVersion,
      },
    };
  },
  ListPolicyVersions: (state, input) => {
    const policy = findPolicy(state, input.PolicyArn);
    const versions = Object.keys(policy.versions).sort((a, b) => numberOf(b) - numberOf(a));
    const { items, ...page } = pageOf(versions, input);
    const list = items.map((VersionId) => ({
      VersionId,
      IsDefaultVersion: VersionId === policy.defaultVersion,
    }));
    return { Versions: list, ...page };
  },
  CreatePolicy: (state, { PolicyName, Path, PolicyDocument }) => {
    const name = checkName(PolicyName, 'policyName', LIMITS.policyName);
    const path = checkPath(Path);
    checkIdentityDocument(PolicyDocument, LIMITS.managedPolicy);
    const taken = Object.values(state.policies).some(
      (policy) => policy.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken) throw alreadyExists(`A policy called ${name}. Duplicate names are not allowed: it`);
    const arn = `arn:${state.partition}:iam::${state.account}:policy${path}${name}`;
    const policy: StoredPolicy = {
      name,
      path,
      id: nextId(state, 'ANPA'),
      defaultVersion: 'v1',
      latest: 1,
      versions: { v1: PolicyDocument ?? '' },
    };
    state.policies[arn] = policy;
    return { Policy: shown(state, arn, policy) };
  },
  CreatePolicyVersion: (state, { PolicyArn, PolicyDocument, SetAsDefault }) => {
    const policy = findPolicy(state, PolicyArn);
    checkIdentityDocument(PolicyDocument, LIMITS.managedPolicy);
    if (Object.keys(policy.versions).length >= VERSIONS) {
      throw limitExceeded(
        `A managed policy can have up to ${VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.latest += 1;
    const VersionId = `v${policy.latest}`;
    policy.versions[VersionId] = PolicyDocument ?? '';
    if (SetAsDefault) policy.defaultVersion = VersionId;
    return { PolicyVersion: { VersionId, IsDefaultVersion: SetAsDefault === true } };
  },
  DeletePolicyVersion: (state, { PolicyArn, VersionId }) => {
    const policy = findPolicy(state, PolicyArn);
    if (policy.versions[VersionId ?? ''] === undefined) {
      throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId}`);
    }
    if (VersionId === policy.defaultVersion) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    delete policy.versions[VersionId ?? ''];
    return {};
  },
  DeletePolicy: (state, { PolicyArn }) => {
    const policy = findPolicy(state, PolicyArn);
    if (attachments(state, PolicyArn ?? '') > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (Object.keys(policy.versions).length > 1) {
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the policy versions that are not the default version.',
      );
    }
    delete state.policies[PolicyArn ?? ''];
    return {};
  },
};

function shown(state: MemoryState, arn: string, policy: StoredPolicy) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(state, arn),
    IsAttachable: true,
  };
}

/** Roles of the account that a policy is attached to. */
export function attachments({ roles }: MemoryState, arn: string): number {
  return Object.values(roles).filter(({ attached }) => attached.includes(arn)).length;
}

function numberOf(version: string): number {
  return Number(version.slice(1));
}

/**
 * AWS managed policies that the embedded account knows: those for ECS and its neighbours, and the
 * ones people take as boundaries (AWS Managed Policy Reference). Others answer NoSuchEntity.
 */
const KNOWN = new Set([
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'job-function/ViewOnlyAccess',
  'AWSCodeBuildAdminAccess',
  'AWSCodeDeployRoleForECS',
  'AWSCodeDeployRoleForECSLimited',
  'AWSCodePipeline_FullAccess',
  'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonECSInfrastructureRolePolicyForLoadBalancers',
  'AmazonECSInfrastructureRolePolicyForManagedInstances',
  'AmazonECSInfrastructureRolePolicyForVpcLattice',
  'AmazonECSInstanceRolePolicyForManagedInstances',
  'AmazonECS_FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSSMManagedInstanceCore',
  'CloudWatchAgentServerPolicy',
  'CloudWatchLogsFullAccess',
  'AWSXRayDaemonWriteAccess',
  'service-role/AmazonEC2ContainerServiceEventsRole',
  'service-role/AmazonEC2ContainerServiceRole',
  'service-role/AmazonEC2ContainerServiceforEC2Role',
  'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
  'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
  'service-role/AmazonECSTaskExecutionRolePolicy',
]);

/** Checks that a policy exists to be attached or to bound a role. */
export function checkAttachable(state: MemoryState, arn: string | undefined): void {
  const aws = /^arn:([a-z0-9-]+):iam::aws:policy\/(.+)$/.exec(arn ?? '');
  const known = aws
    ? aws[1] === state.partition && KNOWN.has(aws[2] ?? '')
    : state.policies[arn ?? ''] !== undefined;
  if (!known) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable: it`);
}
