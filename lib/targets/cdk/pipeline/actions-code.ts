import { type TemplateString, template } from '../../../iam/template-string.ts';
import type { Action, Pipeline } from '../../../service/pipeline/types.ts';
import { array, block, type Code, callWith, type Item, list, property } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';

/** The names of the artifacts that actions hand on. */
export function artifactNames({ stages }: Pipeline): readonly string[] {
  return stages.flatMap(({ actions }) => actions.flatMap(({ outputs }) => outputs));
}

/** The variable of an artifact: `sourceArtifact`. */
export function artifactVariable(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Artifact`;
}

/** An action as the construct of its class. */
export function actionCode(action: Action): Code {
  const { className, props } = constructOf(action);
  return block(
    `new ${className}({`,
    [
      { label: 'actionName: ', code: stringLiteral(action.name) },
      ...props,
      ...(action.namespace
        ? [{ label: 'variablesNamespace: ', code: stringLiteral(action.namespace) }]
        : []),
    ],
    '})',
  );
}

interface ActionConstruct {
  readonly className: string;
  readonly props: readonly Item[];
}

/** The class of an action in aws-codepipeline-actions. */
export function actionClass(action: Action): string {
  return constructOf(action).className;
}

function constructOf(action: Action): ActionConstruct {
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
      return build(action);
    case 'Manual':
      return {
        className: 'ManualApprovalAction',
        props: [property('additionalInformation', setting(action, 'CustomData'))],
      };
    case 'ECS':
      return rollingDeployment(action);
    case 'CodeDeployToECS':
      return blueGreenDeployment(action);
    default:
      throw new Error(`There is no construct for an action of ${action.provider}.`);
  }
}

function connectionSource(action: Action): ActionConstruct {
  return {
    className: 'CodeStarConnectionsSourceAction',
    props: [
      property('connectionArn', setting(action, 'ConnectionArn')),
      { code: 'owner' },
      { label: 'repo: ', code: "repo.join('/')" },
      property('branch', setting(action, 'BranchName')),
      ...output(action),
    ],
  };
}

function codeCommitSource(action: Action): ActionConstruct {
  const words = ['this', "'Source'", setting(action, 'RepositoryName')];
  return {
    className: 'CodeCommitSourceAction',
    props: [
      { label: 'repository: ', code: call('Repository.fromRepositoryName(', words) },
      property('branch', setting(action, 'BranchName')),
      NO_CLONE,
      { label: 'trigger: ', code: 'CodeCommitTrigger.NONE' },
      ...output(action),
    ],
  };
}

function bucketSource(action: Action): ActionConstruct {
  const words = ['this', "'Source'", setting(action, 'S3Bucket')];
  return {
    className: 'S3SourceAction',
    props: [
      { label: 'bucket: ', code: call('Bucket.fromBucketName(', words) },
      property('bucketKey', setting(action, 'S3ObjectKey')),
      { label: 'trigger: ', code: 'S3Trigger.NONE' },
      ...output(action),
    ],
  };
}

const NO_CLONE: Item = { label: 'codeBuildCloneOutput: ', code: 'false' };

function imageSource(action: Action): ActionConstruct {
  return {
    className: 'ImageSourceAction',
    props: [
      property('repositoryName', setting(action, 'RepositoryName')),
      property('imageTag', setting(action, 'ImageTag')),
      ...output(action),
    ],
  };
}

function build(action: Action): ActionConstruct {
  const isTest = action.category === 'Test';
  return {
    className: 'CodeBuildAction',
    props: [
      ...(isTest ? [{ label: 'type: ', code: 'CodeBuildActionType.TEST' }] : []),
      { label: 'project: ', code: isTest ? 'validate' : 'build' },
      ...input(action),
      ...action.outputs.map((name) => ({
        label: 'outputs: ',
        code: array([artifactVariable(name)]),
      })),
    ],
  };
}

function rollingDeployment(action: Action): ActionConstruct {
  const [artifact = ''] = action.inputs;
  const file = `${artifactVariable(artifact)}.atPath(${setting(action, 'FileName')})`;
  const arn = 'arn:<partition>:ecs:<region>:<account>:service/';
  const service = template(`${arn}${raw(action, 'ClusterName')}/${raw(action, 'ServiceName')}`);
  const words = ['this', "'Service'", expression(service)];
  return {
    className: 'EcsDeployAction',
    props: [
      { label: 'service: ', code: call('BaseService.fromServiceArnWithCluster(', words) },
      { label: 'imageFile: ', code: file },
    ],
  };
}

function blueGreenDeployment(action: Action): ActionConstruct {
  const [artifact = ''] = action.inputs;
  const variable = artifactVariable(artifact);
  const application = call('EcsApplication.fromEcsApplicationName(', [
    'this',
    "'Application'",
    setting(action, 'ApplicationName'),
  ]);
  const group = callWith(
    'EcsDeploymentGroup.fromEcsDeploymentGroupAttributes',
    ['this', "'DeploymentGroup'"],
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
      { label: 'taskDefinitionTemplateInput: ', code: variable },
      { label: 'appSpecTemplateInput: ', code: variable },
      { label: 'containerImageInputs: ', code: array([image]) },
    ],
  };
}

function raw(action: Action, key: string): TemplateString {
  const value = action.configuration[key];
  if (value === undefined) throw new Error(`Action ${action.name} has no ${key}.`);
  return value;
}

function setting(action: Action, key: string): string {
  return expression(raw(action, key));
}

function input({ inputs }: Action): readonly Item[] {
  return inputs.map((name) => ({ label: 'input: ', code: artifactVariable(name) }));
}

function output({ outputs }: Action): readonly Item[] {
  return outputs.map((name) => ({ label: 'output: ', code: artifactVariable(name) }));
}

function call(open: string, words: readonly string[]): Code {
  return list(
    open,
    words.map((code) => ({ code })),
    ')',
  );
}
