import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS Anywhere role. The role of hosts outside AWS: the SSM agent gets its credentials through a
 * hybrid activation, and the ECS agent joins the cluster with them.
 */
export class AnywhereRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, repository, logGroup } = config;
    super(scope, id, {
      roleName: `${project}-ecs-anywhere-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS Anywhere role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ssm:${region}:${account}:*` },
        },
      }),
    });
    this.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]',
      reason: 'AWS maintains what the role needs in this policy.',
    });
    const anywhere = new Policy(this, 'Anywhere', {
      policyName: 'Anywhere',
      roles: [this],
      statements: [
        // The agent asks ECS for the endpoint to poll; this action supports only *.
        new PolicyStatement({
          sid: 'DiscoverEndpoint',
          actions: ['ecs:DiscoverPollEndpoint'],
          resources: ['*'],
        }),
        // The agent registers and deregisters the instance and reports the state of its tasks.
        new PolicyStatement({
          sid: 'JoinCluster',
          actions: [
            'ecs:DeregisterContainerInstance',
            'ecs:RegisterContainerInstance',
            'ecs:SubmitAttachmentStateChanges',
            'ecs:SubmitContainerStateChange',
            'ecs:SubmitTaskStateChange',
          ],
          resources: [`arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`],
        }),
        // The agent polls for work, sends metrics and drains the instance before a Spot
        // interruption.
        new PolicyStatement({
          sid: 'RunAgent',
          actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`],
        }),
        // RegisterContainerInstance tags an instance that has tags; the condition allows tagging in
        // that call only.
        new PolicyStatement({
          sid: 'TagInstanceOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
        }),
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
      ],
    });
    Validations.of(anywhere).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statements DiscoverEndpoint and EcrAuthToken say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:container-instance/${cluster}/*]`,
        reason: 'Statements RunAgent and TagInstanceOnRegister say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statement WriteLogs says why.',
      },
    );
  }
}
