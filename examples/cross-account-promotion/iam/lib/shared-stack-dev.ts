import { Duration, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { environments } from './environments';

/** What stands once for dev: made before the roles, kept when an environment goes. */
export class SharedStackDev extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    RemovalPolicies.of(this).retain();
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
    // The execution roles of the environments in other accounts pull the image that is built here.
    repository.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PromotionPullShopForDev',
        principals: [new ArnPrincipal('arn:aws:iam::444455556666:root')],
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        conditions: {
          ArnEquals: {
            'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/shop-ecs-task-execution-role-prod',
          },
        },
      }),
    );
  }
}
