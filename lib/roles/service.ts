import type { Statement } from '../iam/model.ts';
import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

/** Allows registering targets with the target groups of a name. */
function registerWith(targetGroup: string): Statement {
  return allow(
    'RegisterWithTargetGroup',
    ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
    [`arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/${targetGroup}/*`],
    {
      why: 'The scheduler registers the instance and port of each task with the target group and deregisters them when the task stops.',
    },
  );
}

/** The legacy role, which a service names at its creation. */
export const serviceRole = {
  id: 'service',
  title: 'ECS service role (legacy)',
  name: template('<project>-ecs-service-role-<environment>'),
  recommended: false,
  purpose:
    'Lets the ECS scheduler register container instances with a load balancer, for services created with the role parameter.',
  why: 'The service-linked role AWSServiceRoleForECS replaced it. CreateService accepts a role only with a load balancer and a network mode other than awsvpc, so never on Fargate. Service discovery, several target groups and an external deployment controller require the service-linked role. Choose this role only for an existing service on EC2 with the network mode bridge or host and one load balancer.',
  trust: [trustService('EcsAssume', 'ecs.amazonaws.com')],
  policies: [
    {
      name: 'ServiceLoadBalancing',
      statements: [
        allow(
          'DescribeForRegistration',
          ['ec2:Describe*', 'elasticloadbalancing:Describe*'],
          ['*'],
          {
            why: 'The scheduler reads instances, security groups and target groups; the AWS managed policy for this role has the same read-only wildcards, and AWS documents no narrower list.',
          },
        ),
        registerWith('<project>-<environment>*'),
      ],
    },
  ],
  options: {
    targetGroup: {
      summary:
        'The target group has another name than one that begins with project and environment. It is on where targetGroupName is given.',
      policy: 'ServiceLoadBalancing',
      statements: [registerWith('<targetGroupName>')],
      replaces: ['RegisterWithTargetGroup'],
    },
    instanceSecurityGroup: {
      summary:
        'The scheduler may open the security group of the container instances to the load balancer. It is on where securityGroupId is given.',
      policy: 'ServiceLoadBalancing',
      statements: [
        allow(
          'OpenInstanceSecurityGroup',
          ['ec2:AuthorizeSecurityGroupIngress'],
          ['arn:<partition>:ec2:<region>:<account>:security-group/<securityGroupId>'],
          {
            why: 'The scheduler can allow traffic from the load balancer into this security group of the container instances.',
          },
        ),
      ],
      whenOff:
        'The answers name no security group, and a wildcard would open every group of the account; --option service.instanceSecurityGroup grants it on the group that --set securityGroupId names.',
    },
    classicLoadBalancer: {
      summary: 'The service uses a Classic Load Balancer instead of a target group.',
      policy: 'ServiceLoadBalancing',
      statements: [
        allow(
          'RegisterWithClassicLoadBalancer',
          [
            'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
            'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
          ],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:loadbalancer/<classicLoadBalancerName>',
          ],
          {
            why: 'The scheduler registers the instances of its tasks with the Classic Load Balancer.',
          },
        ),
      ],
      whenOff:
        'Only a service with a Classic Load Balancer calls it; --option service.classicLoadBalancer grants it on that load balancer.',
    },
  },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole'),
    opens:
      'It grants the same actions on "*": every security group, target group and Classic Load Balancer of the account. AWSServiceRoleForECS is a service-linked role, and its policy AmazonECSServiceRolePolicy cannot be attached to another role.',
  },
  risk: 'Whoever may pass it to a service can put other instances behind its target groups. No role of this repo passes it, and a security group is opened only where it is named.',
  notGranted: [],
  sources: [
    'AWS managed policy AmazonEC2ContainerServiceRole: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceRole.html',
    'CreateService, parameter role: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    'Using service-linked roles for Amazon ECS: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  ],
} as const satisfies Role;
