import type { Action, Pipeline, PushTrigger, Stage } from '../../service/pipeline/types.ts';
import { ARTIFACT_BUCKET, bucketKey } from './artifact-bucket.ts';
import type { Refer } from './build-projects.ts';
import { COMMENT, type Mapping, onlyIf, ref, templateValue, type Value } from './values.ts';

/** The condition under which somebody is asked before a deployment. */
export const NEEDS_APPROVAL = 'NeedsApproval';

/** The pipeline itself: its store, what starts it, its stages. */
export function pipelineResource(pipeline: Pipeline, role: Value, refer: Refer): Mapping {
  const { name, bucket, stages, executionMode, trigger } = pipeline;
  const key = bucketKey(bucket);
  return {
    [COMMENT]: 'What builds the image and deploys it.',
    Type: 'AWS::CodePipeline::Pipeline',
    Properties: {
      Name: templateValue(name),
      PipelineType: 'V2',
      ExecutionMode: executionMode,
      RoleArn: role,
      ArtifactStore: {
        Type: 'S3',
        Location: bucket.existing ? templateValue(bucket.name) : ref(ARTIFACT_BUCKET),
        ...(key && { EncryptionKey: { Id: key, Type: 'KMS' } }),
      },
      ...(trigger && { Triggers: [triggerValue(trigger)] }),
      Stages: stages.map((stage) => stageValue(stage, refer)),
    },
  };
}

function triggerValue({ action, branch, paths }: PushTrigger): Mapping {
  const push = {
    Branches: { Includes: [templateValue(branch)] },
    ...(paths.length > 0 && { FilePaths: { Includes: paths } }),
  };
  return {
    ProviderType: 'CodeStarSourceConnection',
    GitConfiguration: { SourceActionName: action, Push: [push] },
  };
}

function stageValue({ name, actions, onlyWith, onFailure }: Stage, refer: Refer): Mapping {
  const stage = {
    Name: name,
    ...(onFailure && { OnFailure: { Result: onFailure } }),
    Actions: actions.map((action) => actionValue(action, refer)),
  };
  return onlyWith === undefined ? stage : onlyIf(NEEDS_APPROVAL, stage);
}

function actionValue(action: Action, refer: Refer): Mapping {
  const { name, category, provider, configuration, inputs, outputs, namespace, role } = action;
  const settings = Object.entries(configuration).map(([key, value]) => [key, refer(value)]);
  return {
    Name: name,
    ActionTypeId: { Category: category, Owner: 'AWS', Provider: provider, Version: '1' },
    Configuration: Object.fromEntries(settings),
    ...(inputs.length > 0 && { InputArtifacts: inputs.map(artifact) }),
    ...(outputs.length > 0 && { OutputArtifacts: outputs.map(artifact) }),
    ...(namespace && { Namespace: namespace }),
    ...(role && { RoleArn: templateValue(role) }),
  };
}

function artifact(name: string): Mapping {
  return { Name: name };
}
