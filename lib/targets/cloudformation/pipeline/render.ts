import type { Environment, Model } from '../../../iam/model.ts';
import { pipelineStackName, stackName } from '../../../names.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { quoted, renderTemplate } from '../../../templates.ts';
import type { RenderedFile } from '../../types.ts';
import { isParameter, parameterName } from '../template-value.ts';
import { pipelineTemplate } from './template.ts';

const SCRIPT = 'targets/cloudformation-pipeline/scripts/deploy-pipeline.sh.ejs';

/** The pipeline as a second stack, which imports the roles of the first. */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const { model, environments } = service;
  const view = { stackPrefix: quoted.sh(pipelineStackName(model.project, '')) };
  return [
    ...environments.map((environment) => ({
      path: `pipeline/parameters/${environment.name}.json`,
      contents: parameterFile(pipeline, environment, model),
      executable: false,
    })),
    {
      path: 'pipeline/pipeline.yaml',
      contents: pipelineTemplate(pipeline, model),
      executable: false,
    },
    {
      path: 'scripts/deploy-pipeline.sh',
      contents: renderTemplate(SCRIPT, view),
      executable: true,
    },
  ];
}

function parameterFile(
  pipeline: Pipeline,
  { name, values }: Environment,
  { project }: Model,
): string {
  const own = pipeline.placeholders
    .filter(isParameter)
    .map((placeholder) => `${parameterName(placeholder)}=${values[placeholder] ?? ''}`);
  return `${JSON.stringify([`IamStack=${stackName(project, name)}`, ...own], null, 2)}\n`;
}
