import { roleReference } from '../iam/role-arn.ts';
import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { ebsVolumes, ebsVolumesKmsKey, serviceConnectTls } from './infrastructure/options.ts';
import { shiftListener, shiftRule } from './shared/load-balancers.ts';
import type { Role, RoleOption } from './types.ts';

/** Native blue/green, linear and canary deployments. */
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
        why: 'ECS reads where the traffic goes and whether the targets are healthy; IAM offers no resource for these reads.',
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
  summary: 'VPC Lattice target groups.',
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
      { why: 'ECS adds tasks to the target group as they start and takes them out as they stop.' },
    ),
    allow(
      'ReadNetwork',
      ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      ['*'],
      {
        why: "ECS finds the VPC and the address of each target; IAM offers no resource for EC2's lists.",
      },
    ),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice',
  ),
} as const satisfies RoleOption;

/** EC2 hosts that ECS starts itself. */
const managedInstances = {
  summary:
    "ECS Managed Instances. AWS recommends the managed policy and changes it often (v11 on 26 February 2026), so it is attached. It passes only roles named ecsInstanceRole*; with this generator's instance role name the extra statement is required. StringLike ec2.* is the managed policy's own condition; ec2.amazonaws.com.cn is seen in aws-cn.",
  policy: 'InfrastructureManagedInstances',
  statements: [
    allow('PassInstanceRole', ['iam:PassRole'], [roleReference('container-instance')], {
      why: 'ECS starts hosts with the container instance role and may pass no other.',
      conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
    }),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances',
  ),
  attachManagedPolicy: true,
} as const satisfies RoleOption;

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
