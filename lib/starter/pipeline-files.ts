import { promotes } from '../answers/promotion.ts';
import { validatesRoles } from '../service/pipeline/build-projects.ts';
import { revisionVariables, served, variableSuffix } from '../service/pipeline/build-variables.ts';
import { printTaskDefinition } from '../service/pipeline/given-task-definition.ts';
import {
  appSpecFiles,
  shownTaskDefinitionPath,
  taskDefinitionFiles,
  taskDefinitionPath,
} from '../service/pipeline/task-definition.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import type { Service } from '../service/types.ts';
import { shellWord } from '../shell.ts';
import type { RenderedFile } from '../targets/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../templates.ts';

import { folderView, workflowFile } from './folder-view.ts';
import { renderWorkflow } from './workflow-file.ts';

const SCRIPTS = 'pipeline-scripts/scripts';

/** The files of `pipeline/` that are the same in every target, and their script; none where nothing builds. */
export function renderPipelineFiles(service: Service): readonly RenderedFile[] {
  const { answers, pipeline, workflow } = service;
  if (pipeline === undefined && workflow === undefined) return [];
  const taskdefs = taskDefinitionFiles(service).map(({ path, definition }) =>
    file(path, printTaskDefinition(definition)),
  );
  const fill = { ...copy('pipeline/fill.sh'), executable: true };
  const script = {
    ...file('scripts/deploy-taskdef.sh', deployTaskdef(service)),
    executable: true,
  };
  if (workflow !== undefined) {
    const appspec = workflow.codeDeploy ? appspecs(service) : [];
    return [
      {
        ...file(
          workflowFile(answers),
          renderWorkflow(workflow, service, {
            taskdef: taskdefWord(service),
            appspec: appspecWord(service),
          }),
        ),
        atTop: true,
      },
      ...appspec,
      fill,
      ...taskdefs,
      script,
    ];
  }
  if (pipeline === undefined || pipeline.source === 'ecr') return [fill, ...taskdefs, script];
  const buildspec = file('pipeline/buildspec.yml', renderBuildspec(pipeline, service));
  const deploys = promotes(answers) && pipeline.deploy === 'build';
  const deploy = deploys ? [deployBuildspec(service)] : [];
  const validate = validatesRoles(pipeline) ? [validateBuildspec(answers)] : [];
  const appspec = pipeline.deploy === 'codedeploy' ? appspecs(service) : [];
  return [...appspec, ...validate, buildspec, ...deploy, fill, ...taskdefs, script];
}

/** A Dockerfile and a minimal application with a health endpoint and its test: the user's to change. */
export function renderStarterApp(): readonly RenderedFile[] {
  return templateFiles('pipeline')
    .filter((name) => !name.startsWith('pipeline/'))
    .map((name) => ({ ...copy(name), once: true }));
}

/** AppSpec with the port of the main container. */
function appspecs({ answers }: Service): readonly RenderedFile[] {
  return appSpecFiles(answers).map(({ path, port }) =>
    file(path, renderTemplate('pipeline/pipeline/appspec.yaml.ejs', { port: quoted.text(port) })),
  );
}

/** The AppSpec file of the environment at hand as a word of a shell. */
function appspecWord({ answers }: Service): string {
  return appSpecFiles(answers).length > 1
    ? '"pipeline/appspec-$ENVIRONMENT.yaml"'
    : 'pipeline/appspec.yaml';
}

function deployBuildspec(service: Service): RenderedFile {
  const view = { taskdef: quoted.text(taskdefWord(service)) };
  const text = renderTemplate('pipeline/pipeline/buildspec-deploy.yml.ejs', view);
  return file('pipeline/buildspec-deploy.yml', text);
}

/** The file of the task definition as a word of a shell. */
function taskdefWord({ answers }: Service): string {
  const path = taskDefinitionPath(answers);
  return path.includes('$') ? `"${path}"` : path;
}

function renderBuildspec({ deploy }: Pipeline, service: Service): string {
  const isOne = promotes(service.answers);
  const files = taskDefinitionFiles(service);
  const environments = served(service.answers).map(({ name }) => name);
  const perEnvironment = isOne && deploy === 'codedeploy' ? environments : [];
  const appspecFiles = appSpecFiles(service.answers);
  // Of several, each environment has the one that is filled for it.
  const filledAppspecs =
    isOne && appspecFiles.length > 1
      ? environments.map((name) => ({
          from: `pipeline/appspec-${name}.yaml`,
          to: `appspec-${name}.yaml`,
        }))
      : [{ from: appspecWord(service), to: 'appspec.yaml' }];
  const appspecTargets = filledAppspecs.map(({ to }) => to);
  const artifacts = isOne
    ? {
        pipeline: ['imagedefinitions.json'],
        build: [
          'image.txt',
          'pipeline/buildspec-deploy.yml',
          'pipeline/fill.sh',
          ...files.map(({ path }) => path),
        ],
        codedeploy: [
          ...appspecTargets,
          'imageDetail.json',
          ...environments.map((name) => `taskdef-${name}.json`),
        ],
      }
    : {
        pipeline: ['imagedefinitions.json'],
        build: ['taskdef.json'],
        codedeploy: [...appspecTargets, 'imageDetail.json', 'taskdef.json'],
      };
  return renderTemplate('pipeline/pipeline/buildspec.yml.ejs', {
    taskdef: quoted.text(taskdefWord(service)),
    ...folderView(service.answers),
    rolling: deploy === 'pipeline',
    blueGreen: deploy === 'codedeploy',
    deploysItself: deploy === 'build' && !isOne,
    handsImageOn: deploy === 'build' && isOne,
    fillsTaskDefinition: deploy !== 'pipeline' && !isOne,
    fillsFor: perEnvironment.map((name) => ({
      name: quoted.text(name),
      file: quoted.text(files.find(({ serves }) => serves(name))?.path ?? ''),
      suffix: quoted.text(variableSuffix(name)),
    })),
    appspecs: filledAppspecs.map(({ from, to }) => ({
      from: quoted.text(from),
      to: quoted.text(to),
    })),
    artifacts: artifacts[deploy].map(quoted.text),
  });
}

function validateBuildspec(answers: Service['answers']): RenderedFile {
  const name = 'pipeline/buildspec-validate.yml';
  return file(name, renderTemplate(`pipeline/${name}.ejs`, folderView(answers)));
}

/** The variables that the scripts do not have under the same name already. */
function deployTaskdef(service: Service): string {
  const variables = revisionVariables(service)
    .map(({ name, value }) => ({ name, word: shellWord(value) }))
    .filter(({ name, word }) => word !== `"\${${name}}"`)
    .map(({ name, word }) => ({ name: quoted.text(name), value: quoted.text(word) }));
  const { answers } = service;
  const view = {
    variables,
    taskdef: quoted.text(taskDefinitionPath(answers)),
    taskdefShown: quoted.text(shownTaskDefinitionPath(answers)),
    blueGreen: answers.deploy === 'codedeploy',
  };
  return renderTemplate(`${SCRIPTS}/deploy-taskdef.sh.ejs`, view);
}

function copy(name: string): RenderedFile {
  return file(writtenPath(name), renderTemplate(`pipeline/${name}`));
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
