import { printJson } from '../../json.ts';
import { stackName } from '../../names.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { byPath, renderFolder, textFile } from '../files.ts';
import { pipelinePlaces } from '../pipeline-places.ts';
import { renderStackScripts } from '../stacks.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { deriveNames } from './derive-names.ts';
import { parameterPairs, roleParameters } from './parameters.ts';
import { parametersPath, ROLES_PATH, sharedPath } from './paths.ts';
import { pipelineEnvironments, pipelineTemplate, projectsTemplate } from './pipeline.ts';
import { readme } from './readme.ts';
import { roleLogicalId } from './roles.ts';
import { sharedTemplate } from './shared.ts';
import { rolesTemplate } from './template.ts';

/** Prints the roles as one CloudFormation template with a parameters file per environment. */
export const renderer: Renderer = {
  render: (service) => {
    const derived = deriveNames(service);
    return [
      ...definitions(derived),
      ...renderStackScripts('cloudformation', service, sharedPath),
      ...(derived.pipeline ? renderPipeline(derived.pipeline, derived) : []),
    ].sort(byPath);
  },
  roleReference: (role) => `Fn::ImportValue: !Sub \${IamStack}-${roleLogicalId(role)}Arn`,
  readme,
  // Reading takes what generating does not need.
  read: async (request) => (await import('./read/definition.ts')).read(request),
};

function definitions(service: Service): readonly RenderedFile[] {
  const { model, environments, shared } = service;
  return [
    ...shared.map((unit) => textFile(sharedPath(unit), sharedTemplate(unit, model.project))),
    ...(model.roles.length > 0
      ? [
          textFile(ROLES_PATH, rolesTemplate(service)),
          ...environments.map((environment) =>
            textFile(
              parametersPath(environment.name),
              printJson(roleParameters(model, environment)),
            ),
          ),
        ]
      : []),
  ];
}

/** The pipeline as a second stack, which imports the roles of the first. */
function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const { model } = service;
  return [
    ...pipelineEnvironments(pipeline, service).map((environment) =>
      textFile(
        `pipeline/parameters/${environment.name}.json`,
        printJson([
          ...(model.roles.length > 0
            ? [`IamStack=${stackName(model.project, environment.name)}`]
            : []),
          ...parameterPairs(pipeline.placeholders, environment),
        ]),
      ),
    ),
    textFile('pipeline/pipeline.yaml', pipelineTemplate(pipeline, service)),
    ...pipeline.elsewhere.map((one) =>
      textFile(`pipeline/environments/${one.environment}.yaml`, projectsTemplate(one, service)),
    ),
    ...renderFolder('targets/cloudformation-pipeline', pipelinePlaces(service)),
  ];
}
