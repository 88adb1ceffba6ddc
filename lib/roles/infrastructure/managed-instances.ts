import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import type { RoleOption } from '../types.ts';

/** EC2 hosts that ECS starts itself. */
export const managedInstances = {
  summary:
    "ECS Managed Instances. AWS recommends the managed policy and changes it often (v11 on 26 February 2026), so it is attached. It passes only roles named ecsInstanceRole*; with this generator's instance role name the extra statement is required. StringLike ec2.* is the managed policy's own condition; ec2.amazonaws.com.cn is seen in aws-cn.",
  policy: 'InfrastructureManagedInstances',
  statements: [
    allow(
      'PassInstanceRole',
      ['iam:PassRole'],
      ['arn:<partition>:iam::<account>:role<rolePath><project>-ecs-instance-role-<environment>'],
      {
        why: 'ECS starts hosts with the container instance role and may pass no other.',
        conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
      },
    ),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances',
  ),
  attachManagedPolicy: true,
} as const satisfies RoleOption;
