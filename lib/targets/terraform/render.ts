import type { Model } from '../../iam/model.ts';
import { byPath } from '../by-path.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { roleLabel } from './labels.ts';
import { mainFile } from './main-file.ts';
import { arnOutput, outputsFile } from './outputs-file.ts';
import { readme } from './readme.ts';
import { roleFile } from './role-file.ts';
import { renderScripts } from './scripts.ts';
import { tfvarsFile } from './tfvars.ts';
import { variablesFile } from './variables-file.ts';
import { versionsFile } from './versions-file.ts';

/** Prints the model as one Terraform root module with a file of values per environment. */
export const renderer: Renderer = {
  render: (model) => [...definitions(model), ...renderScripts(model)].sort(byPath),
  roleReference: (role) => `data.terraform_remote_state.iam.outputs.${arnOutput(role)}`,
  readme,
};

function definitions(model: Model): readonly RenderedFile[] {
  return [
    file('versions.tf', versionsFile()),
    file('main.tf', mainFile(model)),
    file('variables.tf', variablesFile(model)),
    file('outputs.tf', outputsFile(model)),
    ...model.roles.map((role) => file(`role_${roleLabel(role)}.tf`, roleFile(role, model.roles))),
    ...model.environments.map((environment) =>
      file(`environments/${environment.name}.tfvars`, tfvarsFile(model, environment)),
    ),
  ];
}

function file(name: string, contents: string): RenderedFile {
  return { path: `iam/${name}`, contents, executable: false };
}
