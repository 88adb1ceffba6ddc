import { Duration, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { environments } from './environments';

/** What stands once for dev, prod: made before the roles, kept when an environment goes. */
export class SharedStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    RemovalPolicies.of(this).retain();
    new Repository(this, 'Repository', {
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
  }
}
