import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECR pull-through role (another ECR registry). Lets ECR copy images from the ECR registry of
 * another account into the cache repositories of this one.
 */
export class EcrPullThroughRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      registryRepository,
      pullThroughPrefix,
      upstreamAccount,
      upstreamRegion,
    } = config;
    super(scope, id, {
      roleName: `${project}-ecr-pull-through-role-${environment}`,
      path: '/team/shop/',
      description: 'ECR pull-through role (another ECR registry) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('pullthroughcache.ecr.amazonaws.com'),
    });
    const ecrPullThrough = new Policy(this, 'EcrPullThrough', {
      policyName: 'EcrPullThrough',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // ECR reads the manifest and the layers of the image in the other registry.
        new PolicyStatement({
          sid: 'ReadUpstream',
          actions: [
            'ecr:BatchGetImage',
            'ecr:BatchImportUpstreamImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${upstreamRegion}:${upstreamAccount}:repository/${registryRepository}`,
          ],
        }),
        // ECR stores the image in a repository under the prefix of the cache rule.
        new PolicyStatement({
          sid: 'WriteCache',
          actions: [
            'ecr:BatchGetImage',
            'ecr:BatchImportUpstreamImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:GetImageCopyStatus',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [
            `arn:${partition}:ecr:${region}:${account}:repository/${pullThroughPrefix}/*`,
          ],
        }),
      ],
    });
    Validations.of(ecrPullThrough).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${pullThroughPrefix}/*]`,
        reason: 'Statement WriteCache says why.',
      },
    );
  }
}
