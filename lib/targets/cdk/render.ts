import type { Service } from '../../service/types.ts';
import { byPath, textFile } from '../files.ts';
import { renderStackScripts } from '../stacks.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { appFiles } from './app-files.ts';
import { environmentsFile } from './environments-file.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { roleFile } from './role-file.ts';
import { roleReference } from './role-names.ts';
import { sharedStackFile, sharedStacks } from './shared-stack-file.ts';
import { stackFile } from './stack-file.ts';
import { commonTags } from './tags.ts';

/** Prints the model as a CDK app in TypeScript: a stack for each environment, one class a role. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...appFiles(service),
      ...printedFiles(service),
      ...renderStackScripts('cdk', service),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference,
  readme,
  // Reading takes what generating does not need.
  read: async (request) => (await import('./read/definition.ts')).read(request),
};

function printedFiles(service: Service): readonly RenderedFile[] {
  const { model } = service;
  const tags = commonTags(model.roles);
  return [
    textFile('iam/lib/environments.ts', environmentsFile(service)),
    ...(model.roles.length > 0 ? [textFile('iam/lib/iam-stack.ts', stackFile(model))] : []),
    ...sharedStacks(service).map((stack) =>
      textFile(`iam/lib/${stack.file}.ts`, sharedStackFile(stack, service)),
    ),
    ...model.roles.map((role) => textFile(`iam/lib/roles/${role.id}.ts`, roleFile(role, tags))),
  ];
}
