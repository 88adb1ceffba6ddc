import { trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { vpcLattice } from './infrastructure/lattice.ts';
import { loadBalancers } from './infrastructure/load-balancers.ts';
import { managedInstances } from './infrastructure/managed-instances.ts';
import { serviceConnectTls } from './infrastructure/service-connect-tls.ts';
import { ebsVolumes, ebsVolumesKmsKey } from './infrastructure/volumes.ts';
import type { Role } from './types.ts';

/** The role that ECS itself takes for what stands around the tasks; each use is an option. */
export const infrastructureRole = {
  id: 'infrastructure',
  title: 'ECS infrastructure role',
  name: template('<project>-ecs-infrastructure-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECS manage resources around the tasks: listener rules for native blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice targets, managed instances.',
  why: 'Only needed when one of its options is used; without an option it has no permissions.',
  trust: [trustService('EcsInfrastructureAssume', 'ecs.amazonaws.com')],
  policies: [],
  options: {
    loadBalancers,
    ebsVolumes,
    ebsVolumesKmsKey,
    serviceConnectTls,
    vpcLattice,
    managedInstances,
  },
  notGranted: [],
  sources: [
    'Amazon ECS infrastructure IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    'Infrastructure role for load balancers: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html',
    'AWS managed policies of ECS, the five AmazonECSInfrastructureRolePolicyFor... policies: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html',
    'Encrypt data stored in Amazon EBS volumes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html',
  ],
} as const satisfies Role;
