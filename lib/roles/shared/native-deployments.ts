import { roleReference } from '../../iam/role-arn.ts';
import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { SERVICE } from './arns.ts';

const SERVICE_DEPLOYMENTS =
  'arn:<partition>:ecs:<region>:<account>:service-deployment/<cluster>/<service>/*';

/** What a deployer needs for the deployments of ECS itself; `base`: options that each requires. */
export function nativeDeploymentOptions(policy: string, base: readonly string[] = []) {
  return {
    passInfrastructureRole: {
      summary:
        'The deployment names the infrastructure role or the deployment hook role in the load balancers, volumes or lifecycle hooks of the service.',
      policy,
      statements: [
        allow(
          'PassInfrastructureRoles',
          ['iam:PassRole'],
          [roleReference('infrastructure'), roleReference('deployment-hook')],
          {
            why: 'CreateService and UpdateService pass these roles to ECS; the statement allows no other role.',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
          },
        ),
      ],
      requires: base,
    },
    serviceDeployments: {
      summary:
        'Whoever deploys watches, stops and continues the service deployments of ECS. A pause hook waits until somebody continues the deployment.',
      policy,
      statements: [
        allow(
          'ManageServiceDeployments',
          [
            'ecs:ContinueServiceDeployment',
            'ecs:DescribeServiceDeployments',
            'ecs:ListServiceDeployments',
            'ecs:StopServiceDeployment',
          ],
          [SERVICE, SERVICE_DEPLOYMENTS],
          {
            why: 'The deployer lists and reads the deployments of this service, stops one, and continues one that a pause hook holds.',
          },
        ),
      ],
      requires: base,
    },
    expressMode: {
      summary:
        'The service is an Express Mode service. Whoever creates or updates it passes the execution role and the infrastructure role.',
      policy,
      statements: [
        allow(
          'DeployExpressService',
          [
            'ecs:CreateExpressGatewayService',
            'ecs:DescribeExpressGatewayService',
            'ecs:UpdateExpressGatewayService',
          ],
          [SERVICE],
          { why: 'The deployer creates or updates the Express Mode service and reads its state.' },
        ),
      ],
      requires: [...base, 'passInfrastructureRole'],
    },
  } as const satisfies Record<string, RoleOption>;
}
