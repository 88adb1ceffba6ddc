import type { PipelineDeployKind, SourceKind } from '../../answers/types.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import type { Action, Stage } from './types.ts';

/* Names of the artifacts that the source stage and the build hand on. */
const SOURCE_ARTIFACT = 'Source';
const BUILD_ARTIFACT = 'Build';

/** What decides which stages there are. */
export interface PipelineKind {
  readonly source: SourceKind;
  readonly deploy: PipelineDeployKind;
  /** The image is built for ARM64, on ARM. */
  readonly onArm: boolean;
  /** The roles of an environment are validated before anything is deployed to it. */
  readonly validates: boolean;
  /** Each environment has an AppSpec file of its own. */
  readonly ownAppSpecs: boolean;
}

/** An environment that the pipeline deploys to. */
export interface Stop {
  readonly name: string;
  readonly approval: boolean;
  /** The role that its actions run with; absent: the pipeline's own. */
  readonly role?: TemplateString;
  /** Writes a string of this environment as it is right where the pipeline is. */
  readonly write: (value: TemplateString) => TemplateString;
}

/**
 * The stages of a pipeline of one environment: the roles are validated before anything is built,
 * and somebody is asked before anything is deployed.
 */
export function stages(kind: PipelineKind): readonly Stage[] {
  const { source, deploy, validates } = kind;
  const build: Stage = { name: 'Build', actions: [buildAction()] };
  const first: Stage[] = [{ name: 'Source', actions: [sourceAction(source)] }];
  if (validates) first.push({ name: 'Validate', actions: [validateAction()] });
  const approve: Stage = { ...APPROVE, onlyWith: 'approval' };
  if (deploy === 'build') return [...first, approve, build];
  const actions = [deployAction(deploy)];
  return [...first, build, approve, { name: 'Deploy', onFailure: 'ROLLBACK', actions }];
}

/**
 * The stages of the one pipeline of several environments: it builds once, and in each environment in
 * order the roles are validated, somebody is asked where that is wanted, and the image is deployed.
 */
export function promotionStages(kind: PipelineKind, stops: readonly Stop[]): readonly Stage[] {
  const { source } = kind;
  return [
    { name: 'Source', actions: [sourceAction(source)] },
    { name: 'Build', actions: [buildAction()] },
    ...stops.flatMap((stop) => stagesOf(stop, kind)),
  ];
}

function stagesOf(stop: Stop, { deploy, validates, ownAppSpecs }: PipelineKind): readonly Stage[] {
  const { name, approval } = stop;
  const deployment =
    deploy === 'build'
      ? DEPLOY_BY_BUILD
      : deployAction(
          deploy,
          `taskdef-${name}.json`,
          ownAppSpecs ? `appspec-${name}.yaml` : 'appspec.yaml',
        );
  return [
    ...(validates ? [{ name: `Validate-${name}`, actions: [at(stop, validateAction())] }] : []),
    ...(approval ? [{ name: `Approve-${name}`, actions: [at(stop, approveAction)] }] : []),
    { name: `Deploy-${name}`, onFailure: 'ROLLBACK', actions: [at(stop, deployment)] },
  ];
}

/** An action in an environment; an approval is the pipeline's own. */
function at({ write, role }: Stop, action: Action): Action {
  const configuration = Object.fromEntries(
    Object.entries(action.configuration).map(([key, value]) => [key, write(value)]),
  );
  const assumes = role !== undefined && action.category !== 'Approval';
  return { ...action, configuration, ...(assumes && { role }) };
}

/**
 * The source action of each kind. CodeCommit and S3 are not polled: the source rule starts the
 * pipeline.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
function sourceAction(source: SourceKind): Action {
  const { provider, configuration } = SOURCES[source];
  return {
    name: 'Source',
    category: 'Source',
    provider,
    configuration,
    inputs: [],
    outputs: [SOURCE_ARTIFACT],
    namespace: 'SourceVariables',
  };
}

const SOURCES: Readonly<
  Record<
    SourceKind,
    { readonly provider: string; readonly configuration: Readonly<Record<string, TemplateString>> }
  >
> = {
  codeconnections: {
    provider: 'CodeStarSourceConnection',
    configuration: {
      ConnectionArn: template(
        'arn:<partition>:<connectionService>:<region>:<account>:connection/<connectionId>',
      ),
      FullRepositoryId: template('<repositoryId>'),
      BranchName: template('<branch>'),
      OutputArtifactFormat: template('CODE_ZIP'),
    },
  },
  codecommit: {
    provider: 'CodeCommit',
    configuration: {
      RepositoryName: template('<sourceRepository>'),
      BranchName: template('<branch>'),
      PollForSourceChanges: template('false'),
      OutputArtifactFormat: template('CODE_ZIP'),
    },
  },
  ecr: {
    provider: 'ECR',
    configuration: {
      RepositoryName: template('<repository>'),
      ImageTag: template('<environment>'),
    },
  },
  s3: {
    provider: 'S3',
    configuration: {
      S3Bucket: template('<sourceBucket>'),
      S3ObjectKey: template('<sourceKey>'),
      PollForSourceChanges: template('false'),
    },
  },
};

const approveAction: Action = {
  name: 'Approve',
  category: 'Approval',
  provider: 'Manual',
  configuration: { CustomData: template('Deploy <service> to <cluster>?') },
  inputs: [],
  outputs: [],
};

const APPROVE: Stage = { name: 'Approve', actions: [approveAction] };

function buildAction(): Action {
  return {
    name: 'Build',
    category: 'Build',
    provider: 'CodeBuild',
    configuration: { ProjectName: template('<buildProject>') },
    inputs: [SOURCE_ARTIFACT],
    outputs: [BUILD_ARTIFACT],
  };
}

function validateAction(): Action {
  return {
    name: 'ValidateRoles',
    category: 'Test',
    provider: 'CodeBuild',
    configuration: { ProjectName: template('<validateProject>') },
    inputs: [SOURCE_ARTIFACT],
    outputs: [],
  };
}

/** The build's artifact holds the buildspec, so that what was built is deployed as it was then. */
const DEPLOY_BY_BUILD: Action = {
  name: 'Deploy',
  category: 'Build',
  provider: 'CodeBuild',
  configuration: { ProjectName: template('<deployProject>') },
  inputs: [BUILD_ARTIFACT],
  outputs: [],
};

function deployAction(
  deploy: 'pipeline' | 'codedeploy',
  taskdef = 'taskdef.json',
  appspec = 'appspec.yaml',
): Action {
  if (deploy === 'pipeline') return ROLLING;
  const configuration = {
    ...BLUE_GREEN.configuration,
    TaskDefinitionTemplatePath: template(taskdef),
    AppSpecTemplatePath: template(appspec),
  };
  return { ...BLUE_GREEN, configuration };
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html */
const ROLLING: Action = {
  name: 'Deploy',
  category: 'Deploy',
  provider: 'ECS',
  configuration: {
    ClusterName: template('<cluster>'),
    ServiceName: template('<service>'),
    FileName: template('imagedefinitions.json'),
  },
  inputs: [BUILD_ARTIFACT],
  outputs: [],
};

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html */
const BLUE_GREEN: Action = {
  name: 'Deploy',
  category: 'Deploy',
  provider: 'CodeDeployToECS',
  configuration: {
    ApplicationName: template('<codeDeployApplication>'),
    DeploymentGroupName: template('<deploymentGroup>'),
    TaskDefinitionTemplateArtifact: template(BUILD_ARTIFACT),
    TaskDefinitionTemplatePath: template('taskdef.json'),
    AppSpecTemplateArtifact: template(BUILD_ARTIFACT),
    AppSpecTemplatePath: template('appspec.yaml'),
    Image1ArtifactName: template(BUILD_ARTIFACT),
    Image1ContainerName: template('IMAGE1_NAME'),
  },
  inputs: [BUILD_ARTIFACT],
  outputs: [],
};
