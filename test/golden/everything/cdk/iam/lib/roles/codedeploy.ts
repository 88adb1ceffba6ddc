import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * CodeDeploy role for ECS blue/green. Lets CodeDeploy create and delete task sets, shift the
 * listener and read the AppSpec file.
 */
export class CodeDeployRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, service, artifactBucket, loadBalancer } = values;
    super(scope, id, {
      roleName: `${project}-codedeploy-role-${environment}`,
      path: '/team/shop/',
      description: 'CodeDeploy role for ECS blue/green of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'CodeDeployAssume',
          principals: [new ServicePrincipal('codedeploy.amazonaws.com')],
          actions: ['sts:AssumeRole'],
        }),
      ),
    });
    new Policy(this, 'CodeDeployEcs', {
      policyName: 'CodeDeployEcs',
      roles: [this],
      statements: [
        // CodeDeploy reads the service and makes the new task set its primary one.
        new PolicyStatement({
          sid: 'ManageService',
          actions: ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // CodeDeploy starts the green task set and deletes the blue one afterwards.
        new PolicyStatement({
          sid: 'ManageTaskSets',
          actions: ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-set/${cluster}/${service}/*`],
        }),
        // CodeDeploy reads where the traffic goes today; IAM offers no resource for these reads.
        new PolicyStatement({
          sid: 'ReadLoadBalancers',
          actions: [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
          ],
          resources: ['*'],
        }),
        // Traffic moves to the other target group by changing the listener's default action.
        new PolicyStatement({
          sid: 'ShiftListener',
          actions: ['elasticloadbalancing:ModifyListener'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/${loadBalancer}/*/*`,
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/net/${loadBalancer}/*/*`,
          ],
        }),
        // Traffic moves to the other target group by changing a listener rule.
        new PolicyStatement({
          sid: 'ShiftRule',
          actions: ['elasticloadbalancing:ModifyRule'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener-rule/app/${loadBalancer}/*/*/*`,
          ],
        }),
        // CodeDeploy reads the AppSpec file of the revision from the artifact bucket.
        new PolicyStatement({
          sid: 'ReadRevision',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::${artifactBucket}/*`],
          conditions: {
            StringEquals: { 'aws:ResourceAccount': account },
          },
        }),
        // Whoever registers or runs a task definition passes its task role and execution role to
        // ECS, and may pass no other.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: {
            StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
          },
        }),
        // CodeDeploy reads the deployment group's alarms and rolls back when one fires.
        new PolicyStatement({
          sid: 'ReadAlarms',
          actions: ['cloudwatch:DescribeAlarms'],
          resources: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:*`],
        }),
        // CodeDeploy invokes the validation functions that the AppSpec names; the prefix
        // CodeDeployHook_ is its own convention.
        new PolicyStatement({
          sid: 'RunHooks',
          actions: ['lambda:InvokeFunction'],
          resources: [
            `arn:${partition}:lambda:${region}:${account}:function:CodeDeployHook_${project}_*`,
          ],
        }),
        // CodeDeploy tells the topics of the deployment group how a deployment goes.
        new PolicyStatement({
          sid: 'Notify',
          actions: ['sns:Publish'],
          resources: [`arn:${partition}:sns:${region}:${account}:CodeDeployTopic_${project}_*`],
        }),
      ],
    });
  }
}
