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
} from '../shared/deploy.ts';
import type { RoleOption } from '../types.ts';

/** The pipeline as the one that deploys: rolling, or through CodeDeploy. */
export const pipelineDeployOptions = {
  deployFromPipeline: {
    summary:
      'The pipeline deploys: it registers the task definition and updates the service. On unless the build deploys (deploy kind pipeline, codedeploy).',
    policy: 'PipelineDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      describeTasks,
      allow('ListServiceTasks', ['ecs:ListTasks'], ['*'], {
        why: "The deployment lists the service's tasks; IAM offers no resource for a list by service, so the cluster limits it.",
        conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
      }),
      passTaskRoles,
    ],
    whenOff:
      'The buildspec deploys (--deploy build), so the pipeline neither registers a revision nor touches the service; --deploy pipeline grants it.',
  },
  codedeployBlueGreen: {
    summary:
      'Deploy action CodeDeployToECS. CodeDeploy updates the service and CodePipeline only registers the task definition, so the rolling statements ReadTaskDefinition, DeployService, WatchTasks and ListServiceTasks are left out.',
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
          why: 'The deploy action starts a deployment of the group and reads it until it has ended.',
        },
      ),
      allow(
        'CodeDeployConfig',
        ['codedeploy:GetDeploymentConfig'],
        ['arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'],
        { why: 'Creating a deployment also reads its configuration, which has an ARN of its own.' },
      ),
    ],
    replaces: ['ReadTaskDefinition', 'DeployService', 'WatchTasks', 'ListServiceTasks'],
    requires: ['deployFromPipeline'],
    whenOff: 'Only a blue/green deployment calls CodeDeploy; --deploy codedeploy grants it.',
    whyReplaced:
      'CodeDeploy reads and updates the service with its own role; the pipeline only registers the revision. --deploy pipeline grants it.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('PipelineDeploy', 'deployFromPipeline'),
} as const satisfies Record<string, RoleOption>;
