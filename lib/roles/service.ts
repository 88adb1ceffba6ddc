import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

/** The legacy role that a service names when it is created. */
export const serviceRole = {
  id: 'service',
  title: 'ECS service role (legacy)',
  name: template('<project>-ecs-service-role-<environment>'),
  recommended: false,
  purpose:
    'Lets the ECS scheduler register container instances with a load balancer, for services created with the role parameter.',
  why: 'Superseded by the service-linked role AWSServiceRoleForECS. CreateService takes a role only with a load balancer and a network mode other than awsvpc (so never on Fargate); service discovery, several target groups and an external deployment controller require the service-linked role instead. Once the service-linked role exists, ECS uses it unless a role is named. Make it only for an EC2 service with a bridge or host network and one load balancer that already depends on it.',
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
            why: "The scheduler reads hosts, security groups and target groups; AWS's own definition of this role names these read-only wildcards and no narrower set.",
          },
        ),
        allow(
          'OpenInstanceSecurityGroup',
          ['ec2:AuthorizeSecurityGroupIngress'],
          ['arn:<partition>:ec2:<region>:<account>:security-group/<securityGroupId>'],
          {
            why: "The scheduler may open the hosts' security group for the load balancer, this one alone.",
          },
        ),
        allow(
          'RegisterWithTargetGroup',
          ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<targetGroupName>/*',
          ],
          {
            why: "The scheduler adds a task's host and port to the target group and takes it out when the task stops.",
          },
        ),
      ],
    },
  ],
  options: {
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
          { why: 'The scheduler registers the hosts of its tasks with the Classic Load Balancer.' },
        ),
      ],
      whenOff:
        'Only a Classic Load Balancer registers instances; --option service.classicLoadBalancer grants it on one by name.',
    },
  },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole'),
    opens:
      'The published form of this role: its seven actions on "*", so every security group, target group and Classic Load Balancer of the account. AWSServiceRoleForECS is no managed policy: nobody can attach its policy AmazonECSServiceRolePolicy, name that role or pass it.',
  },
  notGranted: [],
  sources: [
    'AWS managed policy AmazonEC2ContainerServiceRole: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceRole.html',
    'CreateService, parameter role: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    'Using service-linked roles for Amazon ECS: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  ],
} as const satisfies Role;
