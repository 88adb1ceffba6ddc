import type { Model } from '../../iam/model.ts';
import { byPath } from '../by-path.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { roleLogicalId } from './logical-ids.ts';
import { parameterFile } from './parameters.ts';
import { pipelineReadme } from './pipeline/readme.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { renderScripts } from './scripts.ts';
import { templateFile } from './template.ts';

/** Prints the model as one CloudFormation template with a parameter file per environment. */
export const renderer: Renderer = {
  render: (model) => [...definitions(model), ...renderScripts(model)].sort(byPath),
  roleReference: (role) => `Fn::ImportValue: !Sub \${IamStack}-${roleLogicalId(role)}Arn`,
  readme,
  renderPipeline,
  pipelineReadme,
};

function definitions(model: Model): readonly RenderedFile[] {
  return [
    { path: 'iam/template.yaml', contents: templateFile(model), executable: false },
    ...model.environments.map((environment) => ({
      path: `iam/parameters/${environment.name}.json`,
      contents: parameterFile(model, environment),
      executable: false,
    })),
  ];
}
