import { allow } from '../../iam/statements.ts';
import { CLUSTER } from '../shared/arns.ts';
import {
  deployService,
  describeTasks,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
  watchService,
} from '../shared/deploy.ts';
import { nativeDeploymentOptions } from '../shared/native-deployments.ts';
import type { RoleOption } from '../types.ts';

/**
 * What an action needs that deploys, with a rolling update or through CodeDeploy: on the pipeline's
 * role, and on the role that its actions assume in another environment.
 */
export const deployOptions = {
  deployFromPipeline: {
    summary:
      'The pipeline registers the task definition and updates the service. It is on with --deploy pipeline and --deploy codedeploy.',
    policy: 'PipelineDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      watchService,
      describeTasks,
      allow('ListServiceTasks', ['ecs:ListTasks'], ['*'], {
        why: 'The deployment lists the tasks of the service; ECS checks a list by service on *, so the condition limits it to the cluster.',
        conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
      }),
      passTaskRoles,
    ],
    whenOff:
      'The buildspec deploys (--deploy build), so the pipeline neither registers a revision nor updates the service; --deploy pipeline grants it.',
  },
  codedeployBlueGreen: {
    summary:
      'The deploy action is CodeDeployToECS. CodeDeploy updates the service and the pipeline only registers the task definition, so the statements ReadTaskDefinition, DeployService, WatchService, WatchTasks and ListServiceTasks are left out.',
    policy: 'PipelineDeploy',
    statements: [
      allow(
        'CodeDeployApplication',
        [
          'codedeploy:GetApplication',
          'codedeploy:GetApplicationRevision',
          'codedeploy:RegisterApplicationRevision',
        ],
        ['arn:<partition>:codedeploy:<region>:<account>:application:<codeDeployApplication>'],
        { why: 'The deploy action registers the AppSpec file as a revision of the application.' },
      ),
      allow(
        'CodeDeployGroup',
        ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
        [
          'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>',
        ],
        {
          why: 'The deploy action creates a deployment in the deployment group and reads it until it ends.',
        },
      ),
      allow(
        'CodeDeployConfig',
        ['codedeploy:GetDeploymentConfig'],
        ['arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'],
        { why: 'The deploy action reads the deployment configuration, which has its own ARN.' },
      ),
    ],
    replaces: [
      'ReadTaskDefinition',
      'DeployService',
      'WatchService',
      'WatchTasks',
      'ListServiceTasks',
    ],
    requires: ['deployFromPipeline'],
    whenOff:
      'Only a blue/green deployment through CodeDeploy calls it; --deploy codedeploy grants it.',
    whyReplaced:
      'CodeDeploy reads and updates the service with its own role, and the pipeline only registers the revision; --deploy pipeline grants it.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('PipelineDeploy', 'deployFromPipeline'),
  ...nativeDeploymentOptions('PipelineDeploy', ['deployFromPipeline']),
} as const satisfies Record<string, RoleOption>;
