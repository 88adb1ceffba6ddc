import { Duration, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { environments } from './environments';

/** What stands once for dev, prod: made before the roles, kept when an environment goes. */
export class SharedStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    RemovalPolicies.of(this).retain();
    const { partition } = this;

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
        principals: [new ArnPrincipal(`arn:${partition}:iam::777788889999:root`)],
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        conditions: {
          ArnLike: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::777788889999:role/shop-ecs-task-execution-role-dev`,
              `arn:${partition}:iam::777788889999:role/shop-cross-account-ecr-role-dev`,
            ],
          },
        },
      }),
    );
    // The execution roles of these accounts pull the image; nobody else there can.
    repository.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CrossAccountPullShopForProd',
        principals: [new ArnPrincipal(`arn:${partition}:iam::777788889999:root`)],
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        conditions: {
          ArnLike: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::777788889999:role/shop-ecs-task-execution-role-prod`,
              `arn:${partition}:iam::777788889999:role/shop-cross-account-ecr-role-prod`,
            ],
          },
        },
      }),
    );
  }
}
