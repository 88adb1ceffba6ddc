import type { Pipeline, PushTrigger, Stage } from '../../../service/pipeline/types.ts';
import { array, block, type Code, type Item, list, property } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';
import { actionCode } from './actions-code.ts';
import { bucketVariable } from './bucket-code.ts';
import { type StagedAction, stagedActions } from './staged-action.ts';

const NO_GRANTS = 'As an imported one: no action adds a statement to the policies above.';

/** The pipeline as a construct. */
export function pipelineCode(pipeline: Pipeline): Code {
  const { name, stages, rule, executionMode, trigger, bucket } = pipeline;
  return block(
    `${rule ? 'const pipeline = ' : ''}new Pipeline(this, 'Pipeline', {`,
    [
      property('pipelineName', expression(name)),
      { label: 'pipelineType: ', code: 'PipelineType.V2' },
      {
        comment: 'A newer run takes the place of one that waits before a stage.',
        label: 'executionMode: ',
        code: `ExecutionMode.${executionMode}`,
      },
      { label: 'role: ', code: 'pipelineRole' },
      { label: 'usePipelineRoleForActions: ', code: 'true' },
      {
        ...(bucketVariable(bucket) === 'artifacts' ? {} : { comment: NO_GRANTS }),
        ...property('artifactBucket', bucketVariable(bucket)),
      },
      { label: 'crossAccountKeys: ', code: 'false' },
      ...(trigger ? [{ label: 'triggers: ', code: array([triggerCode(trigger)]) }] : []),
      {
        label: 'stages: ',
        code: block(
          '[',
          stages.map((stage) => stageItem(stage, pipeline)),
          ']',
        ),
      },
    ],
    '})',
  );
}

/** The source action, where the trigger of the pipeline names it. */
export function sourceCode(pipeline: Pipeline): readonly Code[] {
  return stagedActions(pipeline)
    .filter(isTriggered)
    .map((staged) => actionCode(staged, 'const source = '));
}

function isTriggered({ action, pipeline }: StagedAction): boolean {
  return action.name === pipeline.trigger?.action;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html */
function triggerCode({ branch, paths }: PushTrigger): Code {
  const filter = list(
    '{',
    [
      { label: 'branchesIncludes: ', code: array([expression(branch)]) },
      ...(paths.length > 0
        ? [{ label: 'filePathsIncludes: ', code: array(paths.map(stringLiteral)) }]
        : []),
    ],
    '}',
  );
  const git = [
    { label: 'sourceAction: ', code: 'source' },
    { label: 'pushFilter: ', code: array([filter]) },
  ];
  return block(
    '{',
    [
      { label: 'providerType: ', code: 'ProviderType.CODE_STAR_SOURCE_CONNECTION' },
      { label: 'gitConfiguration: ', code: list('{', git, '}') },
    ],
    '}',
  );
}

/** The approval, which stands among the stages only where it is asked for. */
export function approvalCode(pipeline: Pipeline): readonly Code[] {
  const stage = pipeline.stages.find(({ onlyWith }) => onlyWith === 'approval');
  if (stage === undefined) return [];
  return [block('const approve = {', stageProps(stage, pipeline), '}')];
}

function stageItem(stage: Stage, pipeline: Pipeline): Item {
  if (stage.onlyWith !== undefined) return { code: '...(config.approval ? [approve] : [])' };
  return { code: list('{', stageProps(stage, pipeline), '}') };
}

function stageProps(stage: Stage, pipeline: Pipeline): readonly Item[] {
  const { name, onFailure, actions } = stage;
  const staged = actions.map((action): StagedAction => ({ action, stage, pipeline }));
  return [
    { label: 'stageName: ', code: stringLiteral(name) },
    ...(onFailure ? [{ label: 'onFailure: ', code: `{ result: Result.${onFailure} }` }] : []),
    {
      label: 'actions: ',
      code: array(staged.map((one) => (isTriggered(one) ? 'source' : actionCode(one)))),
    },
  ];
}
