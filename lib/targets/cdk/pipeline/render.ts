import { pipelineStackName } from '../../../names.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { quoted, renderTemplate } from '../../../templates.ts';
import type { RenderedFile } from '../../types.ts';
import { INLINE_BUILDSPEC } from './project-code.ts';
import { stackFile } from './stack-file.ts';
import { valuesFile } from './values-file.ts';

const TEMPLATES = 'targets/cdk-pipeline';
const TEST = 'iam/test/pipeline-stack.test.ts';
const SCRIPT = 'scripts/deploy-pipeline.sh';

/** The pipeline as a second stack of the app in `iam/`, beside the one whose roles it runs with. */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const view = { stackPrefix: quoted.sh(pipelineStackName(service.model.project, '')) };
  return [
    file('iam/lib/pipeline-stack.ts', stackFile(pipeline)),
    file('iam/lib/pipelines.ts', valuesFile(pipeline, service)),
    file(TEST, renderTemplate(`${TEMPLATES}/${TEST}`)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline' ? [file(INLINE_BUILDSPEC, buildspec.contents)] : [],
    ),
    { ...file(SCRIPT, renderTemplate(`${TEMPLATES}/${SCRIPT}.ejs`, view)), executable: true },
  ];
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
