import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Lets CodeDeploy create and delete task sets, shift the listener and read the AppSpec file. */
export const codedeployRole = {
  id: 'codedeploy',
  title: 'CodeDeploy role for ECS blue/green',
  name: open('<project>-codedeploy-role-<environment>'),
  recommended: false,
  purpose:
    'Lets CodeDeploy create and delete task sets, shift the listener and read the AppSpec file.',
  why: 'Only with deployment controller CODE_DEPLOY. New services should prefer the native blue/green of ECS (infrastructure role, option loadBalancers).',
  trust: [trustService('CodeDeployAssume', 'codedeploy.amazonaws.com')],
  policies: [
    {
      name: 'CodeDeployEcs',
      statements: [
        allow(
          'ManageService',
          ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
          ['arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>'],
          { why: '' },
        ),
        allow(
          'ManageTaskSets',
          ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
          ['arn:<partition>:ecs:<region>:<account>:task-set/<cluster>/<service>/*'],
          { why: '' },
        ),
        allow(
          'ReadLoadBalancers',
          [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
          ],
          ['*'],
          { why: '' },
        ),
        allow(
          'ShiftListener',
          ['elasticloadbalancing:ModifyListener'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/app/<loadBalancer>/*/*',
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/net/<loadBalancer>/*/*',
          ],
          { why: '' },
        ),
        allow(
          'ShiftRule',
          ['elasticloadbalancing:ModifyRule'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener-rule/app/<loadBalancer>/*/*/*',
          ],
          { why: '' },
        ),
        allow(
          'ReadRevision',
          ['s3:GetObject', 's3:GetObjectVersion'],
          ['arn:<partition>:s3:::<artifactBucket>/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'PassTaskRoles',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
          ],
          {
            why: '',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        ),
      ],
    },
  ],
  options: {
    alarms: {
      summary:
        'Roll back on CloudWatch alarms. The managed policy uses "*"; the Service Authorization Reference lists the alarm ARN.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'ReadAlarms',
          ['cloudwatch:DescribeAlarms'],
          ['arn:<partition>:cloudwatch:<region>:<account>:alarm:*'],
          { why: '' },
        ),
      ],
    },
    hooks: {
      summary: 'Lambda lifecycle hooks in the AppSpec.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'RunHooks',
          ['lambda:InvokeFunction'],
          ['arn:<partition>:lambda:<region>:<account>:function:CodeDeployHook_<project>_*'],
          { why: '' },
        ),
      ],
    },
    triggers: {
      summary: 'Deployment triggers to SNS.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'Notify',
          ['sns:Publish'],
          ['arn:<partition>:sns:<region>:<account>:CodeDeployTopic_<project>_*'],
          { why: '' },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/AWSCodeDeployRoleForECS'),
    opens:
      'Path is /, not service-role/. Reads every S3 object, invokes every function and passes every role of the account to ecs-tasks; AWSCodeDeployRoleForECSLimited is tighter and still "*" on ECS and ELB.',
  },
  notGranted: [],
  sources: [
    'Amazon ECS CodeDeploy IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html',
    'AWS managed policy AWSCodeDeployRoleForECS — https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html',
    'Service Authorization Reference, Amazon ECS — https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
