import { cataloguePolicies } from '../../grants/catalogue.ts';
import type { Model } from '../../iam/model.ts';
import { printJsonWithVariables, printRows } from '../../json.ts';
import { attachablePolicies, CATALOGUE } from '../../roles/catalogue.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import { shellWord } from '../../shell.ts';
import { IS_DEFINITION } from '../definition-files.ts';
import { byPath, renderFolder, textFile, wrapWords } from '../files.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { environmentFiles } from './environment-files.ts';
import { pipelineDocuments } from './pipeline-documents.ts';
import { readme } from './readme.ts';
import { roleFile } from './role-file.ts';
import { sharedFiles } from './shared-files.ts';

/** Prints the model as JSON documents and the bash scripts that put them into an account. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...renderFolder('targets/cli', {}),
      catalogueFile(),
      ...service.model.roles.map((role) =>
        textFile(`iam/roles/${role.id}.json`, printJsonWithVariables(roleFile(role))),
      ),
      ...sharedFiles(service.shared),
      ...environmentFiles(service),
      ...(service.pipeline ? renderPipeline(service.pipeline, service.model) : []),
    ].sort(byPath),
  roleReference: (role) => shellWord(role.name),
  readme,
  isDefinition: IS_DEFINITION.cli,
  // Reading takes what generating does not need.
  read: async (request) => (await import('./read-definition.ts')).readDefinition(request),
};

/** Columns of a line of the catalogue's file. */
const WIDTH = 96;

/** What the scripts take away where no file has it any more: everything that ecs-iam can write. */
function catalogueFile(): RenderedFile {
  const attached = CATALOGUE.map(({ id }) => [id, attachablePolicies(id)] as const);
  const contents = printRows({
    '//': 'What ecs-iam can write: policies by name, and AWS managed policies by role. On a role of this repo such a policy is removed when no file has it any more; any other is left alone.',
    policies: wrapWords(cataloguePolicies().join(' '), WIDTH),
    attached: Object.fromEntries(attached.filter(([, arns]) => arns.length > 0)),
  });
  return textFile('scripts/lib/catalogue.json', contents);
}

/** The pipeline as input of the AWS CLI, and the script that gives it to an account. */
function renderPipeline(pipeline: Pipeline, model: Model): readonly RenderedFile[] {
  return [...renderFolder('targets/cli-pipeline', {}), ...pipelineDocuments(pipeline, model)];
}
