import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECR repository creation template role. Lets ECR create repositories with the tags and the key of
 * a repository creation template.
 */
export class EcrCreationTemplateRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, pullThroughPrefix, templateKmsKeyId } = config;
    super(scope, id, {
      roleName: `${project}-ecr-template-role-${environment}`,
      path: '/team/shop/',
      description: 'ECR repository creation template role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ecr.amazonaws.com'),
    });
    const ecrCreationTemplate = new Policy(this, 'EcrCreationTemplate', {
      policyName: 'EcrCreationTemplate',
      roles: [this],
      statements: [
        // ECR creates a repository under the prefix of the template and tags it.
        new PolicyStatement({
          sid: 'CreateRepositories',
          actions: ['ecr:CreateRepository', 'ecr:TagResource'],
          resources: [
            `arn:${partition}:ecr:${region}:${account}:repository/${pullThroughPrefix}/*`,
          ],
        }),
        // ECR replicates the image into the repository that it created.
        new PolicyStatement({
          sid: 'ReplicateImages',
          actions: ['ecr:ReplicateImage'],
          resources: [
            `arn:${partition}:ecr:${region}:${account}:repository/${pullThroughPrefix}/*`,
          ],
        }),
        // ECR makes a grant on the key for each repository that the key encrypts.
        new PolicyStatement({
          sid: 'UseTemplateKey',
          actions: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${templateKmsKeyId}`],
        }),
      ],
    });
    Validations.of(ecrCreationTemplate).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${pullThroughPrefix}/*]`,
      reason: 'Statements CreateRepositories and ReplicateImages say why.',
    });
  }
}
