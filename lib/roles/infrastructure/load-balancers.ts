import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import { shiftListener, shiftRule } from '../shared/load-balancers.ts';
import type { RoleOption } from '../types.ts';

/** Native blue/green, linear and canary deployments. */
export const loadBalancers = {
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
