import { Duration, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * Cross-account ECR pull role (target account). For the account that runs the tasks: pulls the
 * image from the repository of the registry account.
 */
export class CrossAccountEcrPullRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      logGroup,
      registryAccount,
      registryRegion,
      registryRepository,
      deployerRoleArn,
    } = values;
    super(scope, id, {
      roleName: `${project}-cross-account-ecr-role-${environment}`,
      path: '/team/shop/',
      description: 'Cross-account ECR pull role (target account) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'EcsTasksAssume',
          principals: [new ServicePrincipal('ecs-tasks.amazonaws.com')],
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
          },
        }),
        new PolicyStatement({
          sid: 'DeployerAssume',
          principals: [new ArnPrincipal(`arn:${partition}:iam::${account}:root`)],
          actions: ['sts:AssumeRole'],
          conditions: {
            ArnEquals: { 'aws:PrincipalArn': deployerRoleArn },
          },
        }),
      ),
    });
    new Policy(this, 'CrossAccountPull', {
      policyName: 'CrossAccountPull',
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
  }
}
