import type { Environment, Model } from '../../../iam/model.ts';
import type { Placeholder } from '../../../iam/placeholders.ts';
import { placeholdersIn } from '../../../iam/placeholders-in.ts';
import { arnOfRole } from '../../../iam/role-arn.ts';
import { type TemplateString, template } from '../../../iam/template-string.ts';
import { derivedFromNames } from '../../../names.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import { missingForPipeline } from '../../../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { textFile } from '../../files.ts';
import type { RenderedFile } from '../../types.ts';
import { templateText, text } from '../expression.ts';
import { attribute, type Block, block, comment, gap, type Item, line, object } from '../hcl.ts';
import { roleLabel } from '../labels.ts';
import { moduleFiles } from '../module-files.ts';
import { printHcl } from '../print-hcl.ts';
import { moduleArguments, provider, rootTerraform } from '../root-files.ts';
import { bucketFile } from './bucket-file.ts';
import { elsewhereRoot } from './elsewhere-root.ts';
import { keyFile } from './key-file.ts';
import { pipelineBlock } from './pipeline-file.ts';
import type { WriteValue } from './project-values.ts';
import { INLINE_BUILDSPEC, projectsFile } from './projects-file.ts';
import { sourceRuleFile } from './source-rule-file.ts';

const MODULE = 'pipeline/modules/pipeline';

/** The roots of a pipeline: one for each environment, or home's alone. */
export function pipelineFolder(
  { environments }: Service,
  pipeline: Pipeline,
  name: string,
): string {
  const isOne = pipeline.environments.length < environments.length;
  return isOne ? 'pipeline' : `pipeline/environments/${name}`;
}

/**
 * The pipeline as a module and a root for each environment that has one: it has a state of its own,
 * so that it comes and goes without touching the roles. Build projects in other accounts have roots
 * of their own.
 */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const { model, environments } = service;
  const roles = rolesIn(pipeline, model);
  const value = writeValue(roles);
  const { kmsKeyId } = pipeline.bucket;
  const key = keyFile(pipeline.bucket);
  const arns = [...roles.map(({ arn }) => arn), ...(kmsKeyId ? [template(keyArn(kmsKeyId))] : [])];
  const { elsewhere, ...here } = pipeline;
  const asked = pipeline.stages.some(({ onlyWith }) => onlyWith === 'approval');
  const placeholders = placeholdersIn([here, arns]).concat(asked ? ['approval'] : []);
  const having = environments.filter(({ name }) => pipeline.environments.includes(name));
  const missing = {
    placeholders: new Set(having.flatMap((one) => missingForPipeline(pipeline, one))),
    file: template(`${pipelineFolder(service, pipeline, '<environment>')}/main.tf`),
  };
  return [
    ...moduleFiles({
      folder: MODULE,
      // Older ones know no `on_failure` of a stage.
      provider: '>= 5.100',
      placeholders,
      locals: roleArns(roles),
      resources: [pipelineBlock(pipeline, missing), NAME],
    }),
    ...(pipeline.bucket.existing
      ? []
      : [textFile(`${MODULE}/bucket.tf`, bucketFile(pipeline.bucket))]),
    ...(key === undefined ? [] : [textFile(`${MODULE}/key.tf`, key)]),
    textFile(`${MODULE}/builds.tf`, projectsFile(pipeline.projects, value)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline'
        ? [textFile(`${MODULE}/${INLINE_BUILDSPEC}`, buildspec.contents)]
        : [],
    ),
    ...(pipeline.rule ? [textFile(`${MODULE}/source.tf`, sourceRuleFile(pipeline.rule))] : []),
    ...having.map((environment) =>
      rootFile(service, environment, {
        folder: pipelineFolder(service, pipeline, environment.name),
        placeholders,
      }),
    ),
    ...elsewhere.map((one) => elsewhereRoot(service, one)),
  ];
}

/** A role that pipeline and builds name: it stands in another root, or exists already. */
interface NamedRole {
  readonly id: string;
  readonly arn: TemplateString;
}

function rolesIn(pipeline: Pipeline, { roles, existing }: Model): readonly NamedRole[] {
  const { pipelineRole, projects, rule } = pipeline;
  const running = [pipelineRole, rule?.role];
  const arns = projects.flatMap(({ role, variables }) => [
    role.arn,
    ...variables.map(({ value }) => value),
  ]);
  return [
    ...roles
      .filter((role) => running.includes(role.name) || arns.includes(arnOfRole(role)))
      .map((role) => ({ id: role.id, arn: arnOfRole(role) })),
    ...Object.entries(existing)
      .filter(([, arn]) => running.includes(arn) || arns.includes(arn))
      .map(([id, arn]) => ({ id, arn })),
  ];
}

function writeValue(roles: readonly NamedRole[]): WriteValue {
  const locals = new Map<TemplateString, string>(
    roles.map((role) => [role.arn, `local.role_arns.${roleLabel(role)}`]),
  );
  return (value) => {
    const local = locals.get(value);
    return local === undefined ? templateText(value) : line(local);
  };
}

function roleArns(roles: readonly NamedRole[]): readonly Item[] {
  return [
    comment('The roles of iam/environments/ by their names, and those that exist already.'),
    attribute('role_arns', object(roles.map((role) => [roleLabel(role), templateText(role.arn)]))),
  ];
}

function output(name: string, description: string, value: string): Block {
  return block(
    ['output', name],
    [attribute('description', text(description)), attribute('value', line(value))],
  );
}

const NAME = output('name', 'Name of the pipeline', 'aws_codepipeline.service.name');

function rootFile(
  service: Service,
  environment: Environment,
  { folder, placeholders }: { folder: string; placeholders: readonly Placeholder[] },
): RenderedFile {
  const { project } = service.model;
  const { name } = environment;
  const values = { ...derivedFromNames(project, name), ...environment.values };
  const up = '../'.repeat(folder.split('/').length - 1) || './';
  return textFile(
    `${folder}/main.tf`,
    printHcl([
      comment(
        folder === 'pipeline'
          ? `The pipeline of ${project}. It stands in ${name} and deploys to every environment; the roles come first: iam/environments/.`
          : `The pipeline of ${project} in ${name}. The roles come first: iam/environments/${name}.`,
      ),
      gap,
      rootTerraform(),
      provider(service, { name, values }),
      block(
        ['module', 'pipeline'],
        moduleArguments(placeholders, { name, values }, `${up}modules/pipeline`),
      ),
      output('pipeline_name', 'Name of the pipeline', 'module.pipeline.name'),
    ]),
  );
}
