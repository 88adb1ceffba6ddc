import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { quoted, renderTemplate, type View } from '../../../templates.ts';
import { textFile } from '../../files.ts';
import { pipelinePlaces } from '../../pipeline-places.ts';
import type { RenderedFile } from '../../types.ts';
import { pipelineView } from './pipeline-view.ts';
import { INLINE_BUILDSPEC } from './project-code.ts';
import { projectsStackFile, projectsStacks } from './projects-stack-file.ts';
import { existingProperty } from './roles-code.ts';
import { stackFile } from './stack-file.ts';

const TEMPLATES = 'targets/cdk-pipeline';
const TEST = 'iam/test/pipeline-stack.test.ts';
const SCRIPT = 'scripts/deploy-pipeline.sh';

/** The roles as the test expects them: of the other stack, or by the ARN of the environment. */
function roleExpectations({ model }: Service): View {
  const expected = (id: string, construct: string) => {
    const property = existingProperty(id, model);
    const imported = `arnOf(\`\${config.iamStack}-${construct}Name\`)`;
    return quoted.text(property === undefined ? imported : `config.${property}`);
  };
  return {
    pipelineRole: expected('codepipeline', 'CodePipelineRole'),
    buildRole: expected('codebuild', 'CodeBuildRole'),
    importsRole:
      model.existing.codepipeline === undefined || model.existing.codebuild === undefined,
  };
}

/** The pipeline as a stack of the app in `iam/`, beside the one whose roles it runs with. */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const view = {
    ...pipelineView(service),
    ...pipelinePlaces(service),
    makesBucket: !pipeline.bucket.existing,
    hasRoles: service.model.roles.length > 0,
    ...roleExpectations(service),
  };
  return [
    textFile('iam/lib/pipeline-stack.ts', stackFile(pipeline, service)),
    ...projectsStacks(service).map((stack) =>
      textFile(`iam/lib/${stack.file}.ts`, projectsStackFile(stack, service)),
    ),
    textFile(TEST, renderTemplate(`${TEMPLATES}/${TEST}.ejs`, view)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline' ? [textFile(INLINE_BUILDSPEC, buildspec.contents)] : [],
    ),
    { ...textFile(SCRIPT, renderTemplate(`${TEMPLATES}/${SCRIPT}.ejs`, view)), executable: true },
  ];
}
