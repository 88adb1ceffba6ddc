import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { renderTemplate } from '../../../templates.ts';
import { textFile } from '../../files.ts';
import type { RenderedFile } from '../../types.ts';
import { INLINE_BUILDSPEC } from './project-code.ts';
import { lacking, stackFile } from './stack-file.ts';

const TEMPLATES = 'targets/cdk-pipeline';
const TEST = 'iam/test/pipeline-stack.test.ts';
const SCRIPT = 'scripts/deploy-pipeline.sh';

/** The pipeline as a stack of the app in `iam/`, beside the one whose roles it runs with. */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const view = {
    mayLack: lacking(service).length > 0,
    makesBucket: !pipeline.bucket.existing,
  };
  return [
    textFile('iam/lib/pipeline-stack.ts', stackFile(pipeline, service)),
    textFile(TEST, renderTemplate(`${TEMPLATES}/${TEST}.ejs`, view)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline' ? [textFile(INLINE_BUILDSPEC, buildspec.contents)] : [],
    ),
    { ...textFile(SCRIPT, renderTemplate(`${TEMPLATES}/${SCRIPT}`)), executable: true },
  ];
}
