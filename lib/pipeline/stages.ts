import type { DeployKind, SourceKind } from '../answers/types.ts';
import { open } from '../iam/open.ts';
import { SOURCE_ARTIFACT, sourceAction } from './source.ts';
import type { Action, Stage } from './types.ts';

/** The name of the artifact that the build hands on. */
export const BUILD_ARTIFACT = 'Build';

/** What decides which stages there are. */
export interface PipelineKind {
  readonly source: SourceKind;
  readonly deploy: DeployKind;
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

const APPROVE: Stage = {
  name: 'Approve',
  onlyWith: 'approval',
  actions: [
    {
      name: 'Approve',
      category: 'Approval',
      provider: 'Manual',
      configuration: { CustomData: open('Deploy <service> to <cluster>?') },
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
    configuration: { ProjectName: open('<buildProject>') },
    inputs: [SOURCE_ARTIFACT],
    outputs: [BUILD_ARTIFACT],
  };
}

function validateAction(): Action {
  return {
    name: 'ValidateRoles',
    category: 'Test',
    provider: 'CodeBuild',
    configuration: { ProjectName: open('<validateProject>') },
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
    ClusterName: open('<cluster>'),
    ServiceName: open('<service>'),
    FileName: open('imagedefinitions.json'),
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
    ApplicationName: open('<codeDeployApplication>'),
    DeploymentGroupName: open('<deploymentGroup>'),
    TaskDefinitionTemplateArtifact: open(BUILD_ARTIFACT),
    TaskDefinitionTemplatePath: open('taskdef.json'),
    AppSpecTemplateArtifact: open(BUILD_ARTIFACT),
    AppSpecTemplatePath: open('appspec.yaml'),
    Image1ArtifactName: open(BUILD_ARTIFACT),
    Image1ContainerName: open('IMAGE1_NAME'),
  },
  inputs: [BUILD_ARTIFACT],
  outputs: [],
};
