import type { Model } from '../../iam/model.ts';
import { printJson } from '../../json.ts';
import { pipelineStackName, stackName } from '../../names.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { shellWord } from '../../shell.ts';
import { quoted, type View } from '../../templates.ts';
import { byPath, renderFolder, textFile } from '../files.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { parameterPairs, roleParameters } from './parameters.ts';
import { pipelineTemplate } from './pipeline.ts';
import { readme } from './readme.ts';
import { roleLogicalId } from './roles.ts';
import { rolesTemplate } from './template.ts';

/** Prints the model as one CloudFormation template with a parameter file per environment. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...definitions(service),
      ...renderFolder('targets/cloudformation', scriptsView(service.model)),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference: (role) => `Fn::ImportValue: !Sub \${IamStack}-${roleLogicalId(role)}Arn`,
  readme,
};

function definitions(service: Service): readonly RenderedFile[] {
  return [
    textFile('iam/template.yaml', rolesTemplate(service)),
    ...service.environments.map((environment) =>
      textFile(
        `iam/parameters/${environment.name}.json`,
        printJson(roleParameters(service.model, environment)),
      ),
    ),
  ];
}

/** What the scripts of a target whose environments are stacks are filled with. */
export function scriptsView({ project, roles }: Model): View {
  const names = roles.map(({ name }) => quoted.text(shellWord(name)));
  return {
    stackPrefix: quoted.sh(stackName(project, '')),
    pipelineStackPrefix: quoted.sh(pipelineStackName(project, '')),
    otherRoles: names.slice(0, -1),
    lastRole: names.at(-1) ?? quoted.text("''"),
  };
}

/** The pipeline as a second stack, which imports the roles of the first. */
function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const { model, environments } = service;
  const { project } = model;
  const view = { stackPrefix: quoted.sh(pipelineStackName(project, '')) };
  return [
    ...environments.map((environment) =>
      textFile(
        `pipeline/parameters/${environment.name}.json`,
        printJson([
          `IamStack=${stackName(project, environment.name)}`,
          ...parameterPairs(pipeline.placeholders, environment),
        ]),
      ),
    ),
    textFile('pipeline/pipeline.yaml', pipelineTemplate(pipeline, model)),
    ...renderFolder('targets/cloudformation-pipeline', view),
  ];
}
