import type { Service } from '../service/types.ts';
import { byPath } from '../targets/files.ts';
import { targetById } from '../targets/registry.ts';
import type { RenderedFile } from '../targets/types.ts';
import { renderTemplate } from '../templates.ts';
import { renderValidation } from '../validation/render.ts';
import { answersFiles } from './answers-files.ts';
import { renderOperatorPolicies } from './operator-policies.ts';
import { renderPipelineFiles, renderStarterApp } from './pipeline-files.ts';
import { readme } from './readme.ts';
import { rolesDocument } from './roles-document.ts';
import { renderSharedScripts } from './scripts.ts';

/**
 * Renders the whole starter repo: the same answers give the same bytes. Sorted by path. The marker
 * `.yo-rc.json` is not among the files: it holds what was written and is made while writing.
 * `writesApp`: with a minimal application, where the source can hold one.
 */
export async function renderStarter(
  service: Service,
  writesApp = service.answers.starterApp !== 'no',
): Promise<readonly RenderedFile[]> {
  const { answers, model, pipeline } = service;
  const target = await targetById(answers.target).load();
  // An image repository as the source holds no application.
  const hasApp = writesApp && pipeline !== undefined && pipeline.source !== 'ecr';
  return [
    file('README.md', readme(service, target)),
    file('docs/roles.md', rolesDocument(model)),
    file('.gitignore', renderTemplate('starter/_gitignore')),
    file('.editorconfig', renderTemplate('starter/_editorconfig')),
    ...answersFiles(answers),
    ...renderSharedScripts(service),
    ...renderValidation(service),
    ...renderOperatorPolicies(service),
    ...target.render(service),
    ...renderPipelineFiles(service),
    ...(hasApp ? renderStarterApp() : []),
  ].sort(byPath);
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
