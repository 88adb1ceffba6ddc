import { CfnOutput, Duration, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import {
  ArnPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { environments } from './environments';

/** What stands once for dev, prod: made before the roles, kept when an environment goes. */
export class SharedStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    RemovalPolicies.of(this).retain();
    const { partition, region, account } = this;

    const repository = new Repository(this, 'Repository', {
      repositoryName: environments.dev.repository,
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      // Untagged images alone: a service may still run any image that has a tag.
      lifecycleRules: [
        {
          tagStatus: TagStatus.UNTAGGED,
          maxImageAge: Duration.days(14),
        },
      ],
    });
    // The execution roles of these accounts pull the image; nobody else there can.
    repository.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CrossAccountPullShopForDev',
        principals: [
          new ArnPrincipal(`arn:${partition}:iam::444455556666:root`),
          new ArnPrincipal(`arn:${partition}:iam::777788889999:root`),
        ],
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        conditions: {
          ArnLike: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::444455556666:role/team/shop/shop-ecs-task-execution-role-dev`,
              `arn:${partition}:iam::444455556666:role/team/shop/shop-cross-account-ecr-role-dev`,
              `arn:${partition}:iam::777788889999:role/team/shop/shop-ecs-task-execution-role-dev`,
              `arn:${partition}:iam::777788889999:role/team/shop/shop-cross-account-ecr-role-dev`,
            ],
          },
        },
      }),
    );
    // The execution roles of these accounts pull the image; nobody else there can.
    repository.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CrossAccountPullShopForProd',
        principals: [
          new ArnPrincipal(`arn:${partition}:iam::444455556666:root`),
          new ArnPrincipal(`arn:${partition}:iam::777788889999:root`),
        ],
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        conditions: {
          ArnLike: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::444455556666:role/team/shop/shop-ecs-task-execution-role-prod`,
              `arn:${partition}:iam::444455556666:role/team/shop/shop-cross-account-ecr-role-prod`,
              `arn:${partition}:iam::777788889999:role/team/shop/shop-ecs-task-execution-role-prod`,
              `arn:${partition}:iam::777788889999:role/team/shop/shop-cross-account-ecr-role-prod`,
            ],
          },
        },
      }),
    );

    new ResourcePolicy(this, 'EcsIamShop', {
      resourcePolicyName: 'ecs-iam-shop',
      policyStatements: [
        // The services open a stream before they write.
        new PolicyStatement({
          sid: 'CreateStreamsShopForDev',
          principals: [
            new ServicePrincipal('delivery.logs.amazonaws.com'),
            new ServicePrincipal('events.amazonaws.com'),
          ],
          actions: ['logs:CreateLogStream'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/events/shop:*`],
        }),
        // Events of this rule alone are written.
        new PolicyStatement({
          sid: 'PutEventsShopForDev',
          principals: [
            new ServicePrincipal('delivery.logs.amazonaws.com'),
            new ServicePrincipal('events.amazonaws.com'),
          ],
          actions: ['logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/events/shop:*`],
          conditions: {
            ArnEquals: {
              'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/shop-nightly`,
            },
          },
        }),
        // The services open a stream before they write.
        new PolicyStatement({
          sid: 'CreateStreamsShopForProd',
          principals: [
            new ServicePrincipal('delivery.logs.amazonaws.com'),
            new ServicePrincipal('events.amazonaws.com'),
          ],
          actions: ['logs:CreateLogStream'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/events/shop:*`],
        }),
        // Events of this rule alone are written.
        new PolicyStatement({
          sid: 'PutEventsShopForProd',
          principals: [
            new ServicePrincipal('delivery.logs.amazonaws.com'),
            new ServicePrincipal('events.amazonaws.com'),
          ],
          actions: ['logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/events/shop:*`],
          conditions: {
            ArnEquals: {
              'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/shop-nightly`,
            },
          },
        }),
      ],
    });

    new CfnOutput(this, 'CentralDestinationPolicy', {
      description: 'Policy of the log destination central',
      value: this.toJsonString(
        new PolicyDocument({
          statements: [
            // The account that runs the tasks subscribes its log group to the destination.
            new PolicyStatement({
              sid: 'SubscribeShopForDev',
              principals: [new ArnPrincipal('444455556666')],
              actions: ['logs:PutSubscriptionFilter'],
              resources: [`arn:${partition}:logs:${region}:${account}:destination:central`],
            }),
            // The account that runs the tasks subscribes its log group to the destination.
            new PolicyStatement({
              sid: 'SubscribeShopForProd',
              principals: [new ArnPrincipal('444455556666')],
              actions: ['logs:PutSubscriptionFilter'],
              resources: [`arn:${partition}:logs:${region}:${account}:destination:central`],
            }),
          ],
        }),
      ),
    });
  }
}
