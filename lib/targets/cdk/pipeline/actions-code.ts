import { template } from '../../../iam/template-string.ts';
import type { Action } from '../../../service/pipeline/types.ts';
import { array, block, type Code, callWith, type Item, list, property } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';
import { projectId, projectVariable } from './project-code.ts';
import {
  bucketSource,
  codeCommitSource,
  connectionSource,
  imageSource,
} from './source-actions-code.ts';
import {
  type ActionConstruct,
  artifactVariable,
  assumedRole,
  call,
  input,
  raw,
  type StagedAction,
  setting,
  stageSuffix,
} from './staged-action.ts';

/** An action as the construct of its class, and what it is assigned to: `const source = `. */
export function actionCode(staged: StagedAction, assigned = ''): Code {
  const { className, props } = constructOf(staged);
  const { action } = staged;
  const role = assumedRole(staged);
  return block(
    `${assigned}new ${className}({`,
    [
      { label: 'actionName: ', code: stringLiteral(action.name) },
      ...(role ? [property('role', role)] : []),
      ...props,
      ...(action.namespace
        ? [{ label: 'variablesNamespace: ', code: stringLiteral(action.namespace) }]
        : []),
    ],
    '})',
  );
}

/** The class of an action in aws-codepipeline-actions. */
export function actionClass(staged: StagedAction): string {
  return constructOf(staged).className;
}

function constructOf(staged: StagedAction): ActionConstruct {
  const { action } = staged;
  switch (action.provider) {
    case 'CodeStarSourceConnection':
      return connectionSource(action);
    case 'CodeCommit':
      return codeCommitSource(action);
    case 'S3':
      return bucketSource(action);
    case 'ECR':
      return imageSource(action);
    case 'CodeBuild':
      return build(staged);
    case 'Manual':
      return {
        className: 'ManualApprovalAction',
        props: [property('additionalInformation', setting(action, 'CustomData'))],
      };
    case 'ECS':
      return rollingDeployment(staged);
    case 'CodeDeployToECS':
      return blueGreenDeployment(staged);
    default:
      throw new Error(`There is no construct for an action of ${action.provider}.`);
  }
}

function build(staged: StagedAction): ActionConstruct {
  const { action } = staged;
  const isTest = action.category === 'Test';
  return {
    className: 'CodeBuildAction',
    props: [
      ...(isTest ? [{ label: 'type: ', code: 'CodeBuildActionType.TEST' }] : []),
      property('project', startedProject(staged)),
      ...input(action),
      ...action.outputs.map((name) => ({
        label: 'outputs: ',
        code: array([artifactVariable(name)]),
      })),
    ],
  };
}

/** By its name where it stands in another account: the action's role is of that account. */
function startedProject({ action, pipeline }: StagedAction): Code {
  const name = raw(action, 'ProjectName');
  const here = pipeline.projects.find((project) => project.name === name);
  if (here !== undefined) return projectVariable(here);
  const away = pipeline.elsewhere.flatMap(({ projects }) => projects);
  const project = away.find((one) => one.name === name);
  if (project === undefined) throw new Error(`There is no project ${name}.`);
  return call('Project.fromProjectName(', ['this', `'${projectId(project)}'`, expression(name)]);
}

function rollingDeployment({ action, stage }: StagedAction): ActionConstruct {
  const [artifact = ''] = action.inputs;
  const file = `${artifactVariable(artifact)}.atPath(${setting(action, 'FileName')})`;
  const arn = 'arn:<partition>:ecs:<region>:<account>:service/';
  const service = template(`${arn}${raw(action, 'ClusterName')}/${raw(action, 'ServiceName')}`);
  const words = ['this', `'Service${stageSuffix(stage)}'`, expression(service)];
  return {
    className: 'EcsDeployAction',
    props: [
      { label: 'service: ', code: call('BaseService.fromServiceArnWithCluster(', words) },
      { label: 'imageFile: ', code: file },
    ],
  };
}

function blueGreenDeployment({ action, stage }: StagedAction): ActionConstruct {
  const suffix = stageSuffix(stage);
  const [artifact = ''] = action.inputs;
  const variable = artifactVariable(artifact);
  const application = call('EcsApplication.fromEcsApplicationName(', [
    'this',
    `'Application${suffix}'`,
    setting(action, 'ApplicationName'),
  ]);
  const group = callWith(
    'EcsDeploymentGroup.fromEcsDeploymentGroupAttributes',
    ['this', `'DeploymentGroup${suffix}'`],
    [
      { label: 'application: ', code: application },
      property('deploymentGroupName', setting(action, 'DeploymentGroupName')),
    ],
  );
  const image = list(
    '{',
    [
      { label: 'input: ', code: variable },
      property('taskDefinitionPlaceholder', setting(action, 'Image1ContainerName')),
    ],
    '}',
  );
  return {
    className: 'CodeDeployEcsDeployAction',
    props: [
      { label: 'deploymentGroup: ', code: group },
      taskDefinition(action, variable),
      appSpec(action, variable),
      { label: 'containerImageInputs: ', code: array([image]) },
    ],
  };
}

const DEFAULT_APPSPEC = template('appspec.yaml');
const DEFAULT_TASK_DEFINITION = template('taskdef.json');

function appSpec(action: Action, artifact: string): Item {
  const path = raw(action, 'AppSpecTemplatePath');
  return path === DEFAULT_APPSPEC
    ? { label: 'appSpecTemplateInput: ', code: artifact }
    : { label: 'appSpecTemplateFile: ', code: `${artifact}.atPath(${expression(path)})` };
}

function taskDefinition(action: Action, artifact: string): Item {
  const path = raw(action, 'TaskDefinitionTemplatePath');
  if (path === DEFAULT_TASK_DEFINITION) {
    return { label: 'taskDefinitionTemplateInput: ', code: artifact };
  }
  return {
    label: 'taskDefinitionTemplateFile: ',
    code: `${artifact}.atPath(${expression(path)})`,
  };
}
