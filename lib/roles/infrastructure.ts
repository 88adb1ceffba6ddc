import { roleReference } from '../iam/role-arn.ts';
import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { ebsVolumes, ebsVolumesKmsKey, serviceConnectTls } from './infrastructure/options.ts';
import { shiftListener, shiftRule } from './shared/load-balancers.ts';
import type { Role, RoleOption } from './types.ts';

/** Blue/green, linear and canary deployments of ECS itself. */
const loadBalancers = {
  summary:
    'Native blue/green, linear or canary deployments (deployment controller ECS with advancedConfiguration.roleArn).',
  policy: 'InfrastructureLoadBalancers',
  statements: [
    allow(
      'ReadLoadBalancers',
      [
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      ['*'],
      {
        why: 'ECS reads the listeners, rules and target groups and the health of the targets; these actions support only *.',
      },
    ),
    allow(
      'MoveTargets',
      ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      [
        'arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<blueTargetGroup>/*',
        'arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<greenTargetGroup>/*',
      ],
      { why: 'ECS registers the tasks of each revision with one of the two target groups.' },
    ),
    shiftListener,
    shiftRule,
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers',
  ),
} as const satisfies RoleOption;

/** Tasks as targets of VPC Lattice. */
const vpcLattice = {
  summary: 'ECS registers the tasks with a VPC Lattice target group.',
  policy: 'InfrastructureVpcLattice',
  statements: [
    allow(
      'LatticeTargets',
      [
        'vpc-lattice:DeregisterTargets',
        'vpc-lattice:GetTargetGroup',
        'vpc-lattice:ListTargets',
        'vpc-lattice:RegisterTargets',
      ],
      ['arn:<partition>:vpc-lattice:<region>:<account>:targetgroup/<latticeTargetGroupId>'],
      {
        why: 'ECS registers tasks with the target group when they start and deregisters them when they stop.',
      },
    ),
    allow(
      'ReadNetwork',
      ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      ['*'],
      {
        why: 'ECS reads the VPC and the address of each target; these actions support only *.',
      },
    ),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice',
  ),
} as const satisfies RoleOption;

/** EC2 instances that ECS starts. */
const managedInstances = {
  summary:
    'ECS starts the instances of a Managed Instances capacity provider. AWS recommends the AWS managed policy and changes it often, so the role has it attached. That policy passes only roles named ecsInstanceRole*, so one more statement passes the container instance role. Its condition ec2.* is the one of the AWS managed policy and also matches ec2.amazonaws.com.cn.',
  policy: 'InfrastructureManagedInstances',
  statements: [
    allow('PassInstanceRole', ['iam:PassRole'], [roleReference('container-instance')], {
      why: 'ECS starts instances with the container instance role; the statement allows no other role.',
      conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
    }),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances',
  ),
  attachManagedPolicy: true,
} as const satisfies RoleOption;

/** Services of ECS Express Mode. */
const expressMode = {
  summary:
    'ECS makes the load balancer, security groups, certificate and scaling of Express Mode services. AWS describes these permissions by the AWS managed policy only and changes it often, so the role has it attached.',
  statements: [],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
  ),
  attachManagedPolicy: true,
} as const satisfies RoleOption;

/** The role that ECS assumes to manage resources around the tasks; each use is an option. */
export const infrastructureRole = {
  id: 'infrastructure',
  title: 'ECS infrastructure role',
  name: template('<project>-ecs-infrastructure-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECS manage resources around the tasks: listener rules for native blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice targets, managed instances.',
  why: 'Only its options need it: without an option the role has no permissions.',
  trust: [trustService('EcsInfrastructureAssume', 'ecs.amazonaws.com')],
  policies: [],
  options: {
    loadBalancers,
    ebsVolumes,
    ebsVolumesKmsKey,
    serviceConnectTls,
    vpcLattice,
    managedInstances,
    expressMode,
  },
  risk: 'Whoever may pass it to a service lets ECS change the load balancers, volumes or certificates that its options name. Switch on only the options that the service uses.',
  notGranted: [],
  sources: [
    'Amazon ECS infrastructure IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    'Infrastructure role for load balancers: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html',
    'AWS managed policies of ECS, the five AmazonECSInfrastructureRolePolicyFor... policies: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html',
    'AWS managed policy AmazonECSInfrastructureRoleforExpressGatewayServices: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRoleforExpressGatewayServices.html',
    'Encrypt data stored in Amazon EBS volumes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html',
  ],
} as const satisfies Role;
