import type { Service } from '../../service/types.ts';
import { byPath } from '../files.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { roleLabel } from './labels.ts';
import { moduleFile, moduleFiles } from './module-files.ts';
import { arnOutput, outputsFile } from './outputs-file.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { roleFile } from './role-file.ts';
import { rolesModule } from './root-module.ts';
import { renderScripts } from './scripts.ts';
import { localTags } from './tags.ts';

/** Prints the model as one Terraform root module with a file of values per environment. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...definitions(service),
      ...renderScripts(service.model),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference: (role) => `data.terraform_remote_state.iam.outputs.${arnOutput(role)}`,
  readme,
};

function definitions(service: Service): readonly RenderedFile[] {
  const { model } = service;
  const module = rolesModule(service);
  return [
    ...moduleFiles(module, { data: [], locals: localTags(model) }),
    moduleFile(module, 'outputs.tf', outputsFile(model)),
    ...model.roles.map((role) =>
      moduleFile(module, `role_${roleLabel(role)}.tf`, roleFile(role, model.roles)),
    ),
  ];
}
