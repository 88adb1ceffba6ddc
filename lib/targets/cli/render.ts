import { cataloguePolicies } from '../../grants/catalogue.ts';
import type { Model } from '../../iam/model.ts';
import type { Pipeline, Stage } from '../../service/pipeline/types.ts';
import { shellWord } from '../../shell.ts';
import { quoted, type View } from '../../templates.ts';
import { byPath, renderFolder } from '../files.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { pipelineDocuments, projectFile } from './pipeline-documents.ts';
import { readme } from './readme.ts';
import { roleDocuments } from './role-documents.ts';
import { deployStanza, destroyCalls, destroyLeftCalls, reportLeftCall } from './stanzas.ts';

/** Prints the model as JSON documents and the bash scripts that put them into an account. */
export const renderer: Renderer = {
  render: ({ model, pipeline }) =>
    [
      ...renderFolder('targets/cli', scriptsView(model)),
      ...roleDocuments(model),
      ...(pipeline ? renderPipeline(pipeline, model) : []),
    ].sort(byPath),
  roleReference: (role) => shellWord(role.name),
  readme,
};

function scriptsView(model: Model): View {
  const left = destroyLeftCalls(model);
  return {
    names: cataloguePolicies().map(quoted.text),
    stanzas: model.roles.map((role) => quoted.text(deployStanza(role))),
    destroys: destroyCalls(model).map(quoted.text),
    left: left.map(quoted.text),
    hasLeft: left.length > 0,
    reportLeft: quoted.text(reportLeftCall(model)),
  };
}

/** The pipeline as input of the AWS CLI, and the script that gives it to an account. */
function renderPipeline(pipeline: Pipeline, model: Model): readonly RenderedFile[] {
  const scripts = renderFolder('targets/cli-pipeline', pipelineView(pipeline)).filter(
    ({ path }) => !pipeline.bucket.existing || !path.endsWith('/artifact-bucket.sh'),
  );
  return [...scripts, ...pipelineDocuments(pipeline, model)];
}

function pipelineView(pipeline: Pipeline): View {
  const { name, bucket, projects, stages, buildRole, pipelineRole } = pipeline;
  return {
    name: quoted.text(shellWord(name)),
    buildRole: quoted.text(shellWord(buildRole)),
    pipelineRole: quoted.text(shellWord(pipelineRole)),
    makesBucket: !bucket.existing,
    bucket: quoted.text(shellWord(bucket.name)),
    projects: projects.map((project) => ({
      name: quoted.text(shellWord(project.name)),
      file: quoted.sh(projectFile(project)),
    })),
    approvalStage: quoted.sh(approvalStage(stages).name),
  };
}

function approvalStage(stages: readonly Stage[]): Stage {
  const stage = stages.find(({ onlyWith }) => onlyWith === 'approval');
  if (stage === undefined) throw new Error('The pipeline has no stage of approval.');
  return stage;
}
