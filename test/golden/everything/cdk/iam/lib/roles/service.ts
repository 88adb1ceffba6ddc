import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS service role (legacy). Lets the ECS scheduler register container instances with a load
 * balancer, for services created with the role parameter.
 */
export class ServiceRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, securityGroupId, targetGroupName, classicLoadBalancerName } =
      config;
    super(scope, id, {
      roleName: `${project}-ecs-service-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS service role (legacy) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ecs.amazonaws.com'),
    });
    const service = new Policy(this, 'Service', {
      policyName: 'Service',
      roles: [this],
      statements: [
        // The scheduler reads instances, security groups and target groups; the AWS managed policy
        // for this role has the same read-only wildcards, and AWS documents no narrower list.
        new PolicyStatement({
          sid: 'DescribeForRegistration',
          actions: ['ec2:Describe*', 'elasticloadbalancing:Describe*'],
          resources: ['*'],
        }),
        // The scheduler registers the instance and port of each task with the target group and
        // deregisters them when the task stops.
        new PolicyStatement({
          sid: 'RegisterWithTargetGroup',
          actions: [
            'elasticloadbalancing:DeregisterTargets',
            'elasticloadbalancing:RegisterTargets',
          ],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup/${targetGroupName}/*`,
          ],
        }),
        // The scheduler can allow traffic from the load balancer into this security group of the
        // container instances.
        new PolicyStatement({
          sid: 'OpenInstanceSecurityGroup',
          actions: ['ec2:AuthorizeSecurityGroupIngress'],
          resources: [
            `arn:${partition}:ec2:${region}:${account}:security-group/${securityGroupId}`,
          ],
        }),
        // The scheduler registers the instances of its tasks with the Classic Load Balancer.
        new PolicyStatement({
          sid: 'RegisterWithClassicLoadBalancer',
          actions: [
            'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
            'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
          ],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/${classicLoadBalancerName}`,
          ],
        }),
      ],
    });
    Validations.of(service).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Action::ec2:Describe*]',
        reason: 'Statement DescribeForRegistration says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Action::elasticloadbalancing:Describe*]',
        reason: 'Statement DescribeForRegistration says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statement DescribeForRegistration says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:targetgroup/${targetGroupName}/*]`,
        reason: 'Statement RegisterWithTargetGroup says why.',
      },
    );
  }
}
