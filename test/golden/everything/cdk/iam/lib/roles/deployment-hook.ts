import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS deployment hook role. Lets ECS invoke the Lambda functions that are lifecycle hooks of its
 * blue/green, linear and canary deployments.
 */
export class DeploymentHookRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, hookFunction } = config;
    super(scope, id, {
      roleName: `${project}-deployment-hook-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS deployment hook role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ecs.amazonaws.com'),
    });
    const deploymentHook = new Policy(this, 'DeploymentHook', {
      policyName: 'DeploymentHook',
      roles: [this],
      statements: [
        // ECS invokes the function at each stage that the hook names, and continues or rolls back
        // by its answer; the second ARN stands for its versions and aliases.
        new PolicyStatement({
          sid: 'InvokeHooks',
          actions: ['lambda:InvokeFunction'],
          resources: [
            `arn:${partition}:lambda:${region}:${account}:function:${hookFunction}`,
            `arn:${partition}:lambda:${region}:${account}:function:${hookFunction}:*`,
          ],
        }),
      ],
    });
    Validations.of(deploymentHook).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:${hookFunction}:*]`,
      reason: 'Statement InvokeHooks says why.',
    });
  }
}
