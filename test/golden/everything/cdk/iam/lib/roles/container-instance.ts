import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  InstanceProfile,
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS container instance role. The role of EC2 instances that join the cluster: the ECS agent
 * registers the instance and polls for work with it.
 */
export class ContainerInstanceRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, repository, logGroup } = config;
    super(scope, id, {
      roleName: `${project}-ecs-instance-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS container instance role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    });
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceforEC2Role'),
    );
    this.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role]',
        reason:
          'Chosen in place of scoped statements. Beyond them: It grants the same actions on "*", and ECR and Logs besides. Containers on the instance can use its credentials unless you block the instance metadata service (ECS_AWSVPC_BLOCK_IMDS, hop limit 1).',
      },
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]',
        reason:
          'Attaches AmazonSSMManagedInstanceCore so that the instances appear in Systems Manager.',
      },
    );
    const containerInstance = new Policy(this, 'ContainerInstance', {
      policyName: 'ContainerInstance',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // The agent checks the layers of the image, reads its manifest and downloads the layers
        // when it starts a task.
        new PolicyStatement({
          sid: 'EcrPull',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The awslogs driver creates a log stream for each container and writes its output to it.
        new PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
        // The agent creates the cluster that its configuration names when that cluster does not
        // exist.
        new PolicyStatement({
          sid: 'CreateCluster',
          actions: ['ecs:CreateCluster'],
          resources: [`arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`],
        }),
        // CreateCluster tags a cluster that has tags; the condition allows tagging in that call
        // only.
        new PolicyStatement({
          sid: 'TagClusterOnCreate',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'CreateCluster' } },
        }),
        // The agent of a managed instance sends the system log of the instance to ECS.
        new PolicyStatement({
          sid: 'SystemLogs',
          actions: ['ecs:PutSystemLogEvents'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`],
        }),
        // The agent lists the tags of the task and of the instance when a container asks for them.
        new PolicyStatement({
          sid: 'ListTaskTags',
          actions: ['ecs:ListTagsForResource'],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`,
            `arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`,
          ],
        }),
      ],
    });
    Validations.of(containerInstance).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statement WriteLogs says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:container-instance/${cluster}/*]`,
        reason: 'Statements SystemLogs and ListTaskTags say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
        reason: 'Statement ListTaskTags says why.',
      },
    );
    new InstanceProfile(this, 'InstanceProfile', {
      instanceProfileName: `${project}-ecs-instance-role-${environment}`,
      path: '/team/shop/',
      role: this,
    });
  }
}
