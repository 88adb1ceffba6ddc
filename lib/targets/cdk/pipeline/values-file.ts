import type { Environment, Model } from '../../../iam/model.ts';
import type { OpenPart } from '../../../iam/parts.ts';
import { pipelineStackName } from '../../../names.ts';
import { missingForPipeline } from '../../../pipeline/build-pipeline.ts';
import type { PipelineModel } from '../../../pipeline/types.ts';
import { block, type Item, lineComment, printStatement } from '../code.ts';
import { valueField, valueItems } from '../environments-file.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { stackProperty } from '../parts-in-scope.ts';

/** `lib/pipelines.ts`: the values of each environment's pipeline. */
export function valuesFile(pipeline: PipelineModel, model: Model): string {
  const parts = pipelineParts(pipeline);
  const complete = pipeline.environments.filter((one) => isComplete(pipeline, one));
  const items = complete.map((environment) => ({
    label: `${propertyName(environment.name)}: `,
    code: block('{', pipelineItems(environment, parts, model), '}'),
  }));
  const table = block(
    'export const pipelines: Readonly<Record<string, Pipeline | undefined>> = {',
    items,
    '}',
  );
  return `/** The values of one environment that its pipeline is written with. */
export interface PipelineValues {
${parts.map(valueField).join('\n')}
  /** Somebody is asked before anything is deployed. */
  readonly approval: boolean;
}

/** The pipeline of one environment: the stack that holds it, and its values. */
export interface Pipeline {
  readonly stackName: string;
  readonly values: PipelineValues;
}

/** The pipeline of each environment, by the environment's name. */
${incomplete(pipeline)}${printStatement(table, 0)}
`;
}

/** The parts of the pipeline that an environment gives as text. */
export function pipelineParts({ parts }: PipelineModel): readonly OpenPart[] {
  return parts.filter((part) => part !== 'approval' && stackProperty(part) === undefined);
}

function isComplete(pipeline: PipelineModel, environment: Environment): boolean {
  return missingForPipeline(pipeline, environment).length === 0;
}

/** One comment for each environment that lacks a value; the app makes no pipeline for it. */
function incomplete(pipeline: PipelineModel): string {
  return pipeline.environments
    .filter((one) => !isComplete(pipeline, one))
    .map((environment) => {
      const missing = missingForPipeline(pipeline, environment).join(', ');
      const text = `${environment.name} has none yet: ${missing} not given (scripts/deploy-pipeline.sh says how).`;
      return `${lineComment(text, 0)}\n`;
    })
    .join('');
}

function pipelineItems(
  { name, values }: Environment,
  parts: readonly OpenPart[],
  { project }: Model,
): readonly Item[] {
  const approval = { label: 'approval: ', code: values.approval ?? 'false' };
  return [
    { label: 'stackName: ', code: stringLiteral(pipelineStackName(project, name)) },
    { label: 'values: ', code: block('{', [...valueItems(values, parts), approval], '}') },
  ];
}
