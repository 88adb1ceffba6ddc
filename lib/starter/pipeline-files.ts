import { promotes } from '../answers/promotion.ts';
import { printRows } from '../json.ts';
import { validatesRoles } from '../service/pipeline/build-projects.ts';
import { revisionVariables, served, variableSuffix } from '../service/pipeline/build-variables.ts';
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
  const taskdef = file('pipeline/taskdef.json', printRows(taskDefinition(service)));
  const fill = { ...copy('pipeline/fill.sh'), executable: true };
  const script = {
    ...file('scripts/deploy-taskdef.sh', deployTaskdef(service)),
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
  const buildspec = file('pipeline/buildspec.yml', renderBuildspec(pipeline, service));
  const deploys = promotes(service.answers) && pipeline.deploy === 'build';
  const deploy = deploys ? [copy('pipeline/buildspec-deploy.yml')] : [];
  const validate = validatesRoles(pipeline) ? [copy('pipeline/buildspec-validate.yml')] : [];
  const appspec = pipeline.deploy === 'codedeploy' ? [copy('pipeline/appspec.yaml')] : [];
  return [...appspec, ...validate, buildspec, ...deploy, fill, taskdef, script];
}

/** A Dockerfile and a minimal application with a health endpoint and its test: the user's to change. */
export function renderStarterApp(): readonly RenderedFile[] {
  return templateFiles('pipeline')
    .filter((name) => !name.startsWith('pipeline/'))
    .map((name) => ({ ...copy(name), once: true }));
}

function renderBuildspec({ deploy }: Pipeline, service: Service): string {
  const isOne = promotes(service.answers);
  const environments = served(service.answers).map(({ name }) => name);
  const perEnvironment = isOne && deploy === 'codedeploy' ? environments : [];
  const artifacts = isOne
    ? {
        pipeline: ['imagedefinitions.json'],
        build: [
          'image.txt',
          'pipeline/buildspec-deploy.yml',
          'pipeline/fill.sh',
          'pipeline/taskdef.json',
        ],
        codedeploy: [
          'appspec.yaml',
          'imageDetail.json',
          ...environments.map((name) => `taskdef-${name}.json`),
        ],
      }
    : {
        pipeline: ['imagedefinitions.json'],
        build: ['taskdef.json'],
        codedeploy: ['appspec.yaml', 'imageDetail.json', 'taskdef.json'],
      };
  return renderTemplate('pipeline/pipeline/buildspec.yml.ejs', {
    rolling: deploy === 'pipeline',
    blueGreen: deploy === 'codedeploy',
    deploysItself: deploy === 'build' && !isOne,
    handsImageOn: deploy === 'build' && isOne,
    fillsTaskDefinition: deploy !== 'pipeline' && !isOne,
    fillsFor: perEnvironment.map((name) => ({
      name: quoted.text(name),
      suffix: quoted.text(variableSuffix(name)),
    })),
    artifacts: artifacts[deploy].map(quoted.text),
  });
}

/** The variables that the scripts do not have under the same name already. */
function deployTaskdef(service: Service): string {
  const variables = revisionVariables(service)
    .map(({ name, value }) => ({ name, word: shellWord(value) }))
    .filter(({ name, word }) => word !== `"\${${name}}"`)
    .map(({ name, word }) => ({ name: quoted.text(name), value: quoted.text(word) }));
  const view = { variables, blueGreen: service.answers.deploy === 'codedeploy' };
  return renderTemplate(`${SCRIPTS}/deploy-taskdef.sh.ejs`, view);
}

function copy(name: string): RenderedFile {
  return file(writtenPath(name), renderTemplate(`pipeline/${name}`));
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
