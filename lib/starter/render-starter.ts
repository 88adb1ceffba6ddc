import type { Answers } from '../answers/types.ts';
import type { Model } from '../iam/model.ts';
import { buildModel } from '../service/build-model.ts';
import { buildPipeline } from '../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { byPath } from '../targets/by-path.ts';
import { targetById } from '../targets/registry.ts';
import type { RenderedFile, Renderer } from '../targets/types.ts';
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
 *
 * @throws UserError whatever buildModel throws.
 */
export async function renderStarter(answers: Answers): Promise<readonly RenderedFile[]> {
  const model = buildModel(answers);
  return renderStarterOf(model, answers);
}

/** As renderStarter, for a model that is built already. `writesApp`: with a minimal application. */
export async function renderStarterOf(
  model: Model,
  answers: Answers,
  writesApp = answers.starterApp !== 'no',
): Promise<readonly RenderedFile[]> {
  const target = await targetById(answers.target).load();
  const pipeline = buildPipeline(answers, model);
  return [
    file('README.md', readme({ answers, model, pipeline, target })),
    file('docs/roles.md', rolesDocument(model)),
    file('.gitignore', renderTemplate('starter/_gitignore')),
    file('.editorconfig', renderTemplate('starter/_editorconfig')),
    ...answersFiles(answers),
    ...renderSharedScripts(model, pipeline),
    ...renderValidation(model),
    ...renderOperatorPolicies(model),
    ...target.render(model, pipeline),
    ...(pipeline === undefined
      ? []
      : pipelineFiles({ answers, model, pipeline, target, writesApp })),
  ].sort(byPath);
}

function pipelineFiles({ answers, model, pipeline, target, writesApp }: WithPipeline) {
  return [
    ...renderPipelineFiles(answers, pipeline),
    ...target.renderPipeline(pipeline, model),
    // An image repository as the source holds no application.
    ...(writesApp && pipeline.source !== 'ecr' ? renderStarterApp() : []),
  ];
}

interface WithPipeline {
  readonly answers: Answers;
  readonly model: Model;
  readonly pipeline: Pipeline;
  readonly target: Renderer;
  readonly writesApp: boolean;
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
