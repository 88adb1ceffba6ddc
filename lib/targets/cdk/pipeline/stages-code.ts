import type { Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { array, block, type Code, type Item, property } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';
import { actionCode } from './actions-code.ts';

/** The pipeline as a construct. */
export function pipelineCode({ name, stages, rule }: Pipeline): Code {
  return block(
    `${rule ? 'const pipeline = ' : ''}new Pipeline(this, 'Pipeline', {`,
    [
      property('pipelineName', expression(name)),
      { label: 'pipelineType: ', code: 'PipelineType.V2' },
      { label: 'role: ', code: 'pipelineRole' },
      { label: 'usePipelineRoleForActions: ', code: 'true' },
      { label: 'artifactBucket: ', code: 'artifacts' },
      { label: 'crossAccountKeys: ', code: 'false' },
      { label: 'stages: ', code: block('[', stages.map(stageItem), ']') },
    ],
    '})',
  );
}

/** The approval, which stands among the stages only where it is asked for. */
export function approvalCode({ stages }: Pipeline): readonly Code[] {
  const stage = stages.find(({ onlyWith }) => onlyWith === 'approval');
  if (stage === undefined) return [];
  return [block('const approve = {', stageProps(stage), '}')];
}

function stageItem(stage: Stage): Item {
  if (stage.onlyWith !== undefined) return { code: '...(config.approval ? [approve] : [])' };
  return { code: block('{', stageProps(stage), '}') };
}

function stageProps({ name, actions }: Stage): readonly Item[] {
  return [
    { label: 'stageName: ', code: stringLiteral(name) },
    { label: 'actions: ', code: array(actions.map(actionCode)) },
  ];
}
