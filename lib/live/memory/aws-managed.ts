import { noSuchEntity } from './checks.ts';
import type { MemoryState } from './state.ts';

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
