import type { Model } from '../../../iam/model.ts';
import type { Pipeline, Stage } from '../../../service/pipeline/types.ts';
import {
  quoted,
  renderTemplate,
  templateFiles,
  type View,
  writtenPath,
} from '../../../templates.ts';
import { shellWord } from '../../shell.ts';
import type { RenderedFile } from '../../types.ts';
import { pipelineDocuments, projectFile } from './documents.ts';

const TEMPLATES = 'targets/cli-pipeline';

/** The pipeline as input of the AWS CLI, and the script that gives it to an account. */
export function renderPipeline(pipeline: Pipeline, model: Model): readonly RenderedFile[] {
  const view = viewOf(pipeline);
  const scripts = templateFiles(TEMPLATES)
    .filter((name) => !pipeline.bucket.given || !name.endsWith('/artifact-bucket.sh'))
    .map((name) => ({
      path: writtenPath(name),
      contents: renderTemplate(`${TEMPLATES}/${name}`, view),
      executable: !name.startsWith('scripts/lib/'),
    }));
  return [...scripts, ...pipelineDocuments(pipeline, model)];
}

function viewOf(pipeline: Pipeline): View {
  const { name, bucket, projects, stages, buildRole, pipelineRole } = pipeline;
  return {
    name: quoted.text(shellWord(name)),
    buildRole: quoted.text(shellWord(buildRole)),
    pipelineRole: quoted.text(shellWord(pipelineRole)),
    makesBucket: !bucket.given,
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
