import { byPath } from '../files.ts';
import type { Renderer } from '../types.ts';
import { roleLabel } from './labels.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { rolesFiles } from './roles-module.ts';
import { renderTemplates } from './scripts.ts';
import { sharedFiles } from './shared-files.ts';

/** Prints a service as Terraform modules, and a root for each environment and shared unit. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...rolesFiles(service),
      ...sharedFiles(service),
      ...renderTemplates(service),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference: (role) => `data.terraform_remote_state.iam.outputs.role_arns.${roleLabel(role)}`,
  readme,
  // Reading takes what generating does not need.
  read: async (request) => (await import('./read/read.ts')).read(request),
};
