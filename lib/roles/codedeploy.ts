import type { TrustStatement } from '../iam/model.ts';
import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { HOME_ARTIFACT_OBJECTS, SERVICE } from './shared/arns.ts';
import { IN_HOME_ACCOUNT } from './shared/artifacts.ts';
import { passTaskRoles } from './shared/deploy.ts';
import { shiftListener, shiftRule } from './shared/load-balancers.ts';
import type { Role } from './types.ts';

const DEPLOYMENT_GROUP =
  'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>';

/** Trusts CodeDeploy on behalf of these sources. */
function trustCodeDeploy(sources: readonly string[]): TrustStatement {
  return trustService('CodeDeployAssume', 'codedeploy.amazonaws.com', {
    StringEquals: { 'aws:SourceAccount': '<account>' },
    ArnLike: { 'aws:SourceArn': sources },
  });
}

/** The role of the deployment group in a CodeDeploy blue/green deployment. */
export const codedeployRole = {
  id: 'codedeploy',
  title: 'CodeDeploy role for ECS blue/green',
  name: template('<project>-codedeploy-role-<environment>'),
  recommended: false,
  purpose:
    'Lets CodeDeploy create and delete task sets, shift traffic on the listener and read the AppSpec file.',
  why: 'Only a service with the deployment controller CODE_DEPLOY needs it (--deploy codedeploy). For a new service, prefer the blue/green deployments of ECS itself (infrastructure role, option loadBalancers).',
  trust: [trustCodeDeploy([DEPLOYMENT_GROUP])],
  policies: [
    {
      name: 'CodeDeployEcs',
      statements: [
        allow(
          'ManageService',
          ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
          [SERVICE],
          {
            why: 'CodeDeploy reads the service and makes the new task set the primary one.',
          },
        ),
        allow(
          'ManageTaskSets',
          ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
          ['arn:<partition>:ecs:<region>:<account>:task-set/<cluster>/<service>/*'],
          { why: 'CodeDeploy creates the new task set and deletes the old one afterwards.' },
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
            why: 'CodeDeploy reads the listeners, rules and target groups; these actions support only *.',
          },
        ),
        shiftListener,
        shiftRule,
        allow('ReadRevision', ['s3:GetObject', 's3:GetObjectVersion'], [HOME_ARTIFACT_OBJECTS], {
          why: 'CodeDeploy reads the AppSpec file of the revision from the artifact bucket of the pipeline.',
          conditions: IN_HOME_ACCOUNT,
        }),
        passTaskRoles,
      ],
    },
  ],
  options: {
    cloudFormationHook: {
      summary:
        'The blue/green hook of CloudFormation makes the deployments. CodeDeploy then sends the ARN of the stack instead of the deployment group, so the trust policy names both.',
      statements: [],
      trust: [
        trustCodeDeploy([
          DEPLOYMENT_GROUP,
          'arn:<partition>:cloudformation:<region>:<account>:stack/<blueGreenStack>/*',
        ]),
      ],
    },
    alarms: {
      summary:
        'The deployment group rolls back on CloudWatch alarms. The AWS managed policy has "*" here; the Service Authorization Reference lists the ARN of the alarm.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'ReadAlarms',
          ['cloudwatch:DescribeAlarms'],
          ['arn:<partition>:cloudwatch:<region>:<account>:alarm:*'],
          {
            why: 'CodeDeploy reads the alarms of the deployment group and rolls back when one goes off.',
          },
        ),
      ],
    },
    hooks: {
      summary:
        'The AppSpec file names Lambda functions as lifecycle hooks. Their names begin with CodeDeployHook_, as in the AWS managed policy.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'RunHooks',
          ['lambda:InvokeFunction'],
          ['arn:<partition>:lambda:<region>:<account>:function:CodeDeployHook_*'],
          {
            why: 'CodeDeploy invokes the functions that the AppSpec file names, whose names begin with CodeDeployHook_.',
          },
        ),
      ],
    },
    triggers: {
      summary:
        'The deployment group has triggers that publish to SNS topics. Their names begin with CodeDeployTopic_, as in the AWS managed policy.',
      policy: 'CodeDeployEcs',
      statements: [
        allow(
          'Notify',
          ['sns:Publish'],
          ['arn:<partition>:sns:<region>:<account>:CodeDeployTopic_*'],
          {
            why: 'CodeDeploy publishes the events of a deployment to the SNS topics of the deployment group.',
          },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/AWSCodeDeployRoleForECS'),
    opens:
      'It reads every S3 object, invokes every function and passes every role of the account to ecs-tasks. AWSCodeDeployRoleForECSLimited is narrower, but still has "*" for ECS and Elastic Load Balancing.',
  },
  risk: 'Whoever may create a deployment chooses the task definition that gets the traffic, with the task role and the injected secrets. The trust policy names one deployment group, and the role passes the two task roles only.',
  notGranted: [],
  sources: [
    'Amazon ECS CodeDeploy IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html',
    'CodeDeploy, cross-service confused deputy prevention: https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html',
    'AWS managed policy AWSCodeDeployRoleForECS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
