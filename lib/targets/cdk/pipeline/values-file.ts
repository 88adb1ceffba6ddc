import type { Environment, Model } from '../../../iam/model.ts';
import type { Placeholder } from '../../../iam/placeholders.ts';
import { pipelineStackName } from '../../../names.ts';
import { missingForPipeline } from '../../../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { block, type Item, printStatement } from '../code.ts';
import { valueField, valueItems } from '../environments-file.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { stackProperty } from '../placeholders-in-scope.ts';

/** `lib/pipelines.ts`: the values of each environment's pipeline. */
export function valuesFile(pipeline: Pipeline, { model, environments }: Service): string {
  const placeholders = pipelinePlaceholders(pipeline);
  const items = environments.map((environment) => pipelineItem(pipeline, environment, model));
  const table = block(
    'export const pipelines: Readonly<Record<string, Pipeline | undefined>> = {',
    items,
    '}',
  );
  return `/** The values of one environment that its pipeline is written with. */
export interface PipelineValues {
${placeholders.map(valueField).join('\n')}
  /** Somebody is asked before anything is deployed. */
  readonly approval: boolean;
}

/** The pipeline of one environment: the stack that holds it, and its values. */
export interface Pipeline {
  readonly stackName: string;
  readonly values: PipelineValues;
}

/** The pipeline of each environment, by the environment's name; undefined: it has none yet. */
${printStatement(table, 0)}
`;
}

/** The parts of the pipeline that an environment gives as text. */
function pipelinePlaceholders({ placeholders }: Pipeline): readonly Placeholder[] {
  return placeholders.filter(
    (placeholder) => placeholder !== 'approval' && stackProperty(placeholder) === undefined,
  );
}

/** The app makes no pipeline for an environment that lacks a value; the entry says which. */
function pipelineItem(pipeline: Pipeline, { name, values }: Environment, { project }: Model): Item {
  const label = `${propertyName(name)}: `;
  const missing = missingForPipeline(pipeline, { name, values });
  if (missing.length > 0) {
    const comment = `No value for ${missing.join(', ')}: scripts/deploy-pipeline.sh says how to give it.`;
    return { comment, label, code: 'undefined' };
  }
  const approval = { label: 'approval: ', code: values.approval ?? 'false' };
  const items = [
    { label: 'stackName: ', code: stringLiteral(pipelineStackName(project, name)) },
    {
      label: 'values: ',
      code: block('{', [...valueItems(values, pipelinePlaceholders(pipeline)), approval], '}'),
    },
  ];
  return { label, code: block('{', items, '}') };
}
