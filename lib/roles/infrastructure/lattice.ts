import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import type { RoleOption } from '../types.ts';

/** Tasks as targets of VPC Lattice. */
export const vpcLattice = {
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
