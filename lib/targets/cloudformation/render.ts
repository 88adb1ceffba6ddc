import type { Service } from '../../service/types.ts';
import { byPath } from '../by-path.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { roleLogicalId } from './logical-ids.ts';
import { parameterFile } from './parameters.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { renderScripts } from './scripts.ts';
import { templateFile } from './template.ts';

/** Prints the model as one CloudFormation template with a parameter file per environment. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...definitions(service),
      ...renderScripts(service.model),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference: (role) => `Fn::ImportValue: !Sub \${IamStack}-${roleLogicalId(role)}Arn`,
  readme,
};

function definitions(service: Service): readonly RenderedFile[] {
  return [
    { path: 'iam/template.yaml', contents: templateFile(service), executable: false },
    ...service.environments.map((environment) => ({
      path: `iam/parameters/${environment.name}.json`,
      contents: parameterFile(service.model, environment),
      executable: false,
    })),
  ];
}
