import type { Service } from '../../service/types.ts';
import { byPath } from '../files.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { appFiles } from './app-files.ts';
import { environmentsFile } from './environments-file.ts';
import { expectedRolesFile } from './expected-roles-file.ts';
import { findingsFile } from './findings-file.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { roleFile } from './role-file.ts';
import { roleReference } from './role-names.ts';
import { renderScripts } from './scripts.ts';
import { stackFile } from './stack-file.ts';
import { commonTags } from './tags.ts';

/** Prints the model as a CDK app in TypeScript: one stack class, one class a role. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...appFiles(service.pipeline !== undefined),
      ...printedFiles(service),
      ...renderScripts(service.model),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference,
  readme,
};

function printedFiles(service: Service): readonly RenderedFile[] {
  const { model } = service;
  const tags = commonTags(model.roles);
  return [
    file('lib/accepted-findings.ts', findingsFile(model)),
    file('lib/environments.ts', environmentsFile(service)),
    file('lib/iam-stack.ts', stackFile(model)),
    file('test/expected-roles.ts', expectedRolesFile(model)),
    ...model.roles.map((role) => file(`lib/roles/${role.id}.ts`, roleFile(role, tags))),
  ];
}

function file(path: string, contents: string): RenderedFile {
  return { path: `iam/${path}`, contents, executable: false };
}
