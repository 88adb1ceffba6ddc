import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodeDeploy role for ECS blue/green. Lets CodeDeploy create and delete task sets, shift traffic on
 * the listener and read the AppSpec file.
 */
export class CodeDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      loadBalancer,
      codeDeployApplication,
      deploymentGroup,
      blueGreenStack,
    } = config;
    super(scope, id, {
      roleName: `${project}-codedeploy-role-${environment}`,
      path: '/team/shop/',
      description: 'CodeDeploy role for ECS blue/green of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': [
              `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${codeDeployApplication}/${deploymentGroup}`,
              `arn:${partition}:cloudformation:${region}:${account}:stack/${blueGreenStack}/*`,
            ],
          },
        },
      }),
    });
    const codeDeploy = new Policy(this, 'CodeDeploy', {
      policyName: 'CodeDeploy',
      roles: [this],
      statements: [
        // CodeDeploy reads the service and makes the new task set the primary one.
        new PolicyStatement({
          sid: 'ManageService',
          actions: ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // CodeDeploy creates the new task set and deletes the old one afterwards.
        new PolicyStatement({
          sid: 'ManageTaskSets',
          actions: ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-set/${cluster}/${service}/*`],
        }),
        // CodeDeploy reads the listeners, rules and target groups; these actions support only *.
        new PolicyStatement({
          sid: 'ReadLoadBalancers',
          actions: [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
          ],
          resources: ['*'],
        }),
        // The deployment shifts traffic to the other target group in the default action of the
        // listener.
        new PolicyStatement({
          sid: 'ShiftListener',
          actions: ['elasticloadbalancing:ModifyListener'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/${loadBalancer}/*/*`,
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/net/${loadBalancer}/*/*`,
          ],
        }),
        // The deployment shifts traffic to the other target group in a rule of the listener.
        new PolicyStatement({
          sid: 'ShiftRule',
          actions: ['elasticloadbalancing:ModifyRule'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener-rule/app/${loadBalancer}/*/*/*`,
          ],
        }),
        // CodeDeploy reads the AppSpec file of the revision from the artifact bucket of the
        // pipeline.
        new PolicyStatement({
          sid: 'ReadRevision',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::shop-dev-artifacts/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // CodeDeploy reads the alarms of the deployment group and rolls back when one goes off.
        new PolicyStatement({
          sid: 'ReadAlarms',
          actions: ['cloudwatch:DescribeAlarms'],
          resources: [`arn:${partition}:cloudwatch:${region}:${account}:alarm:*`],
        }),
        // CodeDeploy invokes the functions that the AppSpec file names, whose names begin with
        // CodeDeployHook_.
        new PolicyStatement({
          sid: 'RunHooks',
          actions: ['lambda:InvokeFunction'],
          resources: [`arn:${partition}:lambda:${region}:${account}:function:CodeDeployHook_*`],
        }),
        // CodeDeploy publishes the events of a deployment to the SNS topics of the deployment
        // group.
        new PolicyStatement({
          sid: 'Notify',
          actions: ['sns:Publish'],
          resources: [`arn:${partition}:sns:${region}:${account}:CodeDeployTopic_*`],
        }),
      ],
    });
    Validations.of(codeDeploy).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-set/${cluster}/${service}/*]`,
        reason: 'Statement ManageTaskSets says why.',
      },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement ReadLoadBalancers says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener/app/${loadBalancer}/*/*]`,
        reason: 'Statement ShiftListener says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener/net/${loadBalancer}/*/*]`,
        reason: 'Statement ShiftListener says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener-rule/app/${loadBalancer}/*/*/*]`,
        reason: 'Statement ShiftRule says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-dev-artifacts/*]',
        reason: 'Statement ReadRevision says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:*]',
        reason: 'Statement ReadAlarms says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:CodeDeployHook_*]',
        reason: 'Statement RunHooks says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:CodeDeployTopic_*]',
        reason: 'Statement Notify says why.',
      },
    );
  }
}
