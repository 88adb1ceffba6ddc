import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { ARTIFACT_OBJECTS, SERVICE } from './shared/arns.ts';
import { IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import { passTaskRoles } from './shared/deploy.ts';
import { shiftListener, shiftRule } from './shared/load-balancers.ts';
import type { Role } from './types.ts';

/** The role of the deployment group in a CodeDeploy blue/green deployment. */
export const codedeployRole = {
  id: 'codedeploy',
  title: 'CodeDeploy role for ECS blue/green',
  name: template('<project>-codedeploy-role-<environment>'),
  recommended: false,
  purpose:
    'Lets CodeDeploy create and delete task sets, shift the listener and read the AppSpec file.',
  why: 'Only with deployment controller CODE_DEPLOY (--deploy codedeploy). New services should prefer the native blue/green of ECS (infrastructure role, option loadBalancers).',
  trust: [trustService('CodeDeployAssume', 'codedeploy.amazonaws.com')],
  policies: [
    {
      name: 'CodeDeployEcs',
      statements: [
        allow(
          'ManageService',
          ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
          [SERVICE],
          {
            why: 'CodeDeploy reads the service and makes the new task set its primary one.',
          },
        ),
        allow(
          'ManageTaskSets',
          ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
          ['arn:<partition>:ecs:<region>:<account>:task-set/<cluster>/<service>/*'],
          { why: 'CodeDeploy starts the green task set and deletes the blue one afterwards.' },
        ),
        allow(
          'ReadLoadBalancers',
          [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
          ],
          ['*'],
          {
            why: 'CodeDeploy reads where the traffic goes today; IAM offers no resource for these reads.',
          },
        ),
        shiftListener,
        shiftRule,
        allow('ReadRevision', ['s3:GetObject', 's3:GetObjectVersion'], [ARTIFACT_OBJECTS], {
          why: 'CodeDeploy reads the AppSpec file of the revision from the artifact bucket.',
          conditions: IN_OWN_ACCOUNT,
        }),
        passTaskRoles,
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
          { why: "CodeDeploy reads the deployment group's alarms and rolls back when one fires." },
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
          {
            why: 'CodeDeploy invokes the validation functions that the AppSpec names; the prefix CodeDeployHook_ is its own convention.',
          },
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
          { why: 'CodeDeploy tells the topics of the deployment group how a deployment goes.' },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/AWSCodeDeployRoleForECS'),
    opens:
      'Path is /, not service-role/. Reads every S3 object, invokes every function and passes every role of the account to ecs-tasks; AWSCodeDeployRoleForECSLimited is tighter and still "*" on ECS and ELB.',
  },
  notGranted: [],
  sources: [
    'Amazon ECS CodeDeploy IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html',
    'AWS managed policy AWSCodeDeployRoleForECS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
