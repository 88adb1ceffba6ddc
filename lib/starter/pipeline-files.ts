import { validatesRoles } from '../service/pipeline/build-projects.ts';
import { revisionVariables } from '../service/pipeline/build-variables.ts';
import { taskDefinition } from '../service/pipeline/task-definition.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import type { Service } from '../service/types.ts';
import { shellWord } from '../shell.ts';
import type { RenderedFile } from '../targets/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../templates.ts';

import { renderWorkflow, WORKFLOW_FILE } from './workflow-file.ts';

const SCRIPTS = 'pipeline-scripts/scripts';

/** The files of `pipeline/` that are the same in every target, and their script; none where nothing builds. */
export function renderPipelineFiles(service: Service): readonly RenderedFile[] {
  const { pipeline, workflow, environments } = service;
  if (pipeline === undefined && workflow === undefined) return [];
  const taskdef = file(
    'pipeline/taskdef.json',
    `${JSON.stringify(taskDefinition(service), null, 2)}\n`,
  );
  const fill = { ...copy('pipeline/fill.sh'), executable: true };
  const script = {
    ...file('scripts/first-revision.sh', firstRevision(service)),
    executable: true,
  };
  if (workflow !== undefined) {
    const appspec = workflow.codeDeploy ? [copy('pipeline/appspec.yaml')] : [];
    return [
      file(WORKFLOW_FILE, renderWorkflow(workflow, environments)),
      ...appspec,
      fill,
      taskdef,
      script,
    ];
  }
  if (pipeline === undefined || pipeline.source === 'ecr') return [fill, taskdef, script];
  const buildspec = file('pipeline/buildspec.yml', renderBuildspec(pipeline));
  const validate = validatesRoles(pipeline) ? [copy('pipeline/buildspec-validate.yml')] : [];
  const appspec = pipeline.deploy === 'codedeploy' ? [copy('pipeline/appspec.yaml')] : [];
  return [...appspec, ...validate, buildspec, fill, taskdef, script];
}

/** A Dockerfile and a minimal application with a health endpoint and its test: the user's to change. */
export function renderStarterApp(): readonly RenderedFile[] {
  return templateFiles('pipeline')
    .filter((name) => !name.startsWith('pipeline/'))
    .map((name) => ({ ...copy(name), once: true }));
}

function renderBuildspec(pipeline: Pipeline): string {
  const { deploy } = pipeline;
  const artifacts = {
    pipeline: ['imagedefinitions.json'],
    build: ['taskdef.json'],
    codedeploy: ['appspec.yaml', 'imageDetail.json', 'taskdef.json'],
  }[deploy];
  return renderTemplate('pipeline/pipeline/buildspec.yml.ejs', {
    rolling: deploy === 'pipeline',
    blueGreen: deploy === 'codedeploy',
    deploysItself: deploy === 'build',
    fillsTaskDefinition: deploy !== 'pipeline',
    artifacts: artifacts.map(quoted.text),
  });
}

/** The variables that the scripts do not have under the same name already. */
function firstRevision(service: Service): string {
  const variables = revisionVariables(service)
    .map(({ name, value }) => ({ name, word: shellWord(value) }))
    .filter(({ name, word }) => word !== `"\${${name}}"`)
    .map(({ name, word }) => ({ name: quoted.text(name), value: quoted.text(word) }));
  const view = { variables, blueGreen: service.answers.deploy === 'codedeploy' };
  return renderTemplate(`${SCRIPTS}/first-revision.sh.ejs`, view);
}

function copy(name: string): RenderedFile {
  return file(writtenPath(name), renderTemplate(`pipeline/${name}`));
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
