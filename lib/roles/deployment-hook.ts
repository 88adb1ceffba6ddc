import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

/** The role with which ECS calls the Lambda functions of a native deployment. */
export const deploymentHookRole = {
  id: 'deployment-hook',
  title: 'ECS deployment hook role',
  name: template('<project>-deployment-hook-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECS invoke the Lambda functions that are lifecycle hooks of its blue/green, linear and canary deployments.',
  why: 'Only a service whose deploymentConfiguration has lifecycleHooks needs it. Hooks of CodeDeploy run with the CodeDeploy role.',
  risk: 'Whoever may change the function decides whether a deployment goes on or is rolled back, and runs code with the role of the function. The role invokes this function only; limit who may update it as you limit who deploys.',
  trust: [trustService('EcsHookAssume', 'ecs.amazonaws.com')],
  policies: [
    {
      name: 'InvokeHooks',
      statements: [
        allow(
          'InvokeHooks',
          ['lambda:InvokeFunction'],
          [
            'arn:<partition>:lambda:<region>:<account>:function:<hookFunction>',
            'arn:<partition>:lambda:<region>:<account>:function:<hookFunction>:*',
          ],
          {
            why: 'ECS invokes the function at each stage that the hook names, and continues or rolls back by its answer; the second ARN stands for its versions and aliases.',
          },
        ),
      ],
    },
  ],
  options: {},
  notGranted: [],
  sources: [
    'Permissions for Lambda functions in ECS blue/green deployments: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html',
    'Lifecycle hooks for ECS service deployments: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html',
  ],
} as const satisfies Role;
