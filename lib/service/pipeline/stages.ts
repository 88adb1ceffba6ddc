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
  /** The roles are validated before anything is built. */
  readonly validates: boolean;
}

/** The stages in order: validate before anything is built, ask before anything is deployed. */
export function stages({ source, deploy, validates }: PipelineKind): readonly Stage[] {
  const build: Stage = { name: 'Build', actions: [buildAction()] };
  const first: Stage[] = [{ name: 'Source', actions: [sourceAction(source)] }];
  if (validates) first.push({ name: 'Validate', actions: [validateAction()] });
  if (deploy === 'build') return [...first, APPROVE, build];
  return [...first, build, APPROVE, { name: 'Deploy', actions: [deployAction(deploy)] }];
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

const APPROVE: Stage = {
  name: 'Approve',
  onlyWith: 'approval',
  actions: [
    {
      name: 'Approve',
      category: 'Approval',
      provider: 'Manual',
      configuration: { CustomData: template('Deploy <service> to <cluster>?') },
      inputs: [],
      outputs: [],
    },
  ],
};

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

function deployAction(deploy: 'pipeline' | 'codedeploy'): Action {
  return deploy === 'pipeline' ? ROLLING : BLUE_GREEN;
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
