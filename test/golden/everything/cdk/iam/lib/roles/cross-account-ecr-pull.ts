import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CompositePrincipal,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Cross-account ECR pull role (target account). For the account that runs the tasks: pulls the
 * image from the repository of the registry account.
 */
export class CrossAccountEcrPullRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      logGroup,
      registryAccount,
      registryRegion,
      registryRepository,
      deployerRoleArn,
    } = config;
    super(scope, id, {
      roleName: `${project}-cross-account-ecr-role-${environment}`,
      path: '/team/shop/',
      description: 'Cross-account ECR pull role (target account) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new CompositePrincipal(
        new ServicePrincipal('ecs-tasks.amazonaws.com', {
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
        new ArnPrincipal(`arn:${partition}:iam::${account}:root`).withConditions({
          ArnEquals: { 'aws:PrincipalArn': deployerRoleArn },
        }),
      ),
    });
    const crossAccountEcrPull = new Policy(this, 'CrossAccountEcrPull', {
      policyName: 'CrossAccountEcrPull',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // The image is in a repository of another account, and its repository policy must allow
        // this role too.
        new PolicyStatement({
          sid: 'EcrPullCrossAccount',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${registryRegion}:${registryAccount}:repository/${registryRepository}`,
          ],
        }),
        // The awslogs driver creates a log stream for each container and writes its output to it.
        new PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
      ],
    });
    Validations.of(crossAccountEcrPull).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statement WriteLogs says why.',
      },
    );
  }
}
