import type { Environment } from '../iam/model.ts';
import { printJson } from '../json.ts';
import { stackName } from '../names.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import { markedBlock } from '../starter/marker.ts';
import { IMPORT_FOLDER } from '../starter/plan-writes.ts';
import { textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { type ImportTemplateRequest, importTemplate } from './import-template.ts';
import { constructIds, stackResources, templateIds } from './stack-resources.ts';
import { terraformImports } from './terraform-imports.ts';

/** How the tool of a repo takes over roles of one environment. */
export interface Import {
  readonly files: readonly RenderedFile[];
  /** To be run in the repo, in this order. */
  readonly commands: readonly string[];
}

/** What an import is made from besides the roles. */
export interface ImportPlace extends Pick<ImportTemplateRequest, 'taken' | 'owned' | 'deployed'> {
  readonly service: Service;
  readonly environment: Environment;
}

/** The files and commands by which the repo's tool takes over roles. */
export function importOf(place: ImportPlace): Import {
  const { service, environment } = place;
  const deploy = `scripts/deploy-iam.sh ${shellText(environment.name)}`;
  switch (service.answers.target) {
    case 'terraform':
      return {
        files: [importBlocks(place)],
        commands: [`${deploy} --dry-run`, deploy],
      };
    case 'cloudformation':
      return intoStack(place, deploy);
    case 'cdk':
      return intoApp(place, deploy);
    case 'cli':
      return { files: [], commands: [applyAdopting(environment)] };
  }
}

/** Writes what differs by direct calls, onto roles that are not ours by their tags yet. */
function applyAdopting({ name }: Environment): string {
  return `npx generator-ecs-iam apply --environment ${shellText(name)} --adopt`;
}

const BLOCKS_NOTE =
  '# Terraform takes over roles that exist by these blocks; they may go once that is applied.\n\n';

function importBlocks({ environment, taken }: ImportPlace): RenderedFile {
  const path = `iam/environments/${environment.name}/imports.tf`;
  const blocks = markedBlock(`${BLOCKS_NOTE}${terraformImports(taken)}`);
  return { ...textFile(path, blocks), block: true };
}

/** Not below `iam/`, for they define nothing. */
function folderOf({ name }: Environment): string {
  return `${IMPORT_FOLDER}/${name}`;
}

function intoStack(place: ImportPlace, deploy: string): Import {
  const { service, environment, taken } = place;
  const { project } = service.model;
  const template = importTemplate({ ...place, project, environment: environment.name });
  const folder = folderOf(environment);
  const file = place.deployed === undefined ? 'template.json' : 'template.yaml';
  const resources = taken
    .flatMap((one) => stackResources(one, templateIds(one)))
    .map(({ type, logicalId, identifier }) => ({
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceIdentifier: identifier,
    }));
  const script = importScript(place, { file, parameters: template.parameters });
  return {
    files: [
      { ...textFile(`${folder}/import.sh`, script), executable: true },
      textFile(`${folder}/resources-to-import.json`, printJson(resources)),
      textFile(`${folder}/${file}`, template.contents),
    ],
    commands: [shellText(`${folder}/import.sh`), deploy],
  };
}

interface StackFiles {
  readonly file: string;
  readonly parameters: readonly string[];
}

function importScript(
  { service, environment }: ImportPlace,
  { file, parameters }: StackFiles,
): string {
  const { project } = service.model;
  const { region } = environment.values;
  const place = `--stack-name ${stackName(project, environment.name)}${region === undefined ? '' : ` --region ${region}`}`;
  const kept = parameters.map((name) => `ParameterKey=${name},UsePreviousValue=true`);
  return `#!/usr/bin/env bash
#
# Brings the roles of ${project} ${environment.name} that exist into the stack, as they are; then
# scripts/deploy-iam.sh ${environment.name} makes of them what this repo says. This folder may go after that.

set -euo pipefail
cd "$(dirname "\${BASH_SOURCE[0]}")"
aws cloudformation create-change-set ${place} \\
  --change-set-name adopt --change-set-type IMPORT --capabilities CAPABILITY_NAMED_IAM \\
  --resources-to-import file://resources-to-import.json --template-body file://${file}${kept.length === 0 ? '' : ` \\\n  --parameters ${kept.join(' ')}`}
aws cloudformation wait change-set-create-complete ${place} --change-set-name adopt
aws cloudformation execute-change-set ${place} --change-set-name adopt
aws cloudformation wait stack-import-complete ${place}
`;
}

function intoApp(place: ImportPlace, deploy: string): Import {
  const { service, environment, taken } = place;
  const path = `${folderOf(environment)}/resource-mapping.json`;
  const resources = taken.flatMap((one) => stackResources(one, constructIds(one)));
  const mapping = Object.fromEntries(
    resources.map(({ logicalId, identifier }) => [logicalId, identifier]),
  );
  const stack = stackName(service.model.project, environment.name);
  // With --force the stack's other roles wait for the deployment.
  const command = `npx cdk import ${stack} --resource-mapping ${shellText(`../${path}`)} --force`;
  return {
    files: [textFile(path, printJson(mapping))],
    commands: [`(cd iam && npm ci && ${command})`, deploy, applyAdopting(environment)],
  };
}
