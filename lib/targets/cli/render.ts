import { cataloguePolicies } from '../../grants/catalogue.ts';
import { standsIn } from '../../iam/where.ts';
import { printJsonWithVariables, printRows } from '../../json.ts';
import { attachablePolicies, CATALOGUE } from '../../roles/catalogue.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { shellWord } from '../../shell.ts';
import { wrapWords } from '../../wrap.ts';
import { byPath, renderFolder, textFile } from '../files.ts';
import { pipelinePlaces } from '../pipeline-places.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { environmentFiles } from './environment-files.ts';
import { pipelineDocuments } from './pipeline-documents.ts';
import { readme } from './readme.ts';
import { type NamesOf, roleFile } from './role-file.ts';
import { sharedFiles } from './shared-files.ts';

/** Prints the model as JSON documents and the bash scripts that put them into an account. */
export const renderer: Renderer = {
  render: (service) =>
    [
      ...renderFolder('targets/cli', {}),
      catalogueFile(),
      ...service.model.roles.map((role) =>
        textFile(
          `iam/roles/${role.id}.json`,
          printJsonWithVariables(roleFile(role, namesIn(service))),
        ),
      ),
      ...sharedFiles(service.shared),
      ...environmentFiles(service),
      ...(service.pipeline ? renderPipeline(service.pipeline, service) : []),
    ].sort(byPath),
  roleReference: (role) => shellWord(role.name),
  readme,
  // Reading takes what generating does not need.
  read: async (request) => (await import('./read-definition.ts')).readDefinition(request),
};

function namesIn({ model, environments }: Service): NamesOf {
  const names = environments.map(({ name }) => name);
  return (where) => names.filter((name) => standsIn({ where }, name, model.home));
}

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
function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const view = { ...pipelinePlaces(service), hasKey: pipeline.bucket.keyAlias !== undefined };
  return [
    ...renderFolder('targets/cli-pipeline', view),
    ...pipelineDocuments(pipeline, service.model),
  ];
}
