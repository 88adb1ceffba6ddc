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
import { pipelineBlock } from './pipeline-file.ts';
import { INLINE_BUILDSPEC, projectsFile, type WriteValue } from './projects-file.ts';

import { sourceRuleFile } from './source-rule-file.ts';

const MODULE = 'pipeline/modules/pipeline';

/**
 * The pipeline as a module and a root for each environment: it has a state of its own, so that it
 * comes and goes without touching the roles.
 */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const { model, environments } = service;
  const roles = rolesIn(pipeline, model);
  const value = writeValue(roles);
  const { kmsKeyId } = pipeline.bucket;
  const arns = [...roles.map(({ arn }) => arn), ...(kmsKeyId ? [template(keyArn(kmsKeyId))] : [])];
  const placeholders = placeholdersIn([pipeline, arns]).concat('approval');
  const missing = new Set(environments.flatMap((one) => missingForPipeline(pipeline, one)));
  return [
    ...moduleFiles({
      folder: MODULE,
      placeholders,
      locals: roleArns(roles),
      resources: [pipelineBlock(pipeline, missing)],
    }),
    textFile(`${MODULE}/outputs.tf`, outputsFile()),
    ...(pipeline.bucket.existing
      ? []
      : [textFile(`${MODULE}/bucket.tf`, bucketFile(pipeline.bucket))]),
    textFile(`${MODULE}/builds.tf`, projectsFile(pipeline, value)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline'
        ? [textFile(`${MODULE}/${INLINE_BUILDSPEC}`, buildspec.contents)]
        : [],
    ),
    ...(pipeline.rule ? [textFile(`${MODULE}/source.tf`, sourceRuleFile(pipeline.rule))] : []),
    ...environments.map((environment) => rootFile(service, environment, placeholders)),
  ];
}

/** A role that pipeline and builds name: it stands in another root, or exists already. */
interface NamedRole {
  readonly id: string;
  readonly arn: TemplateString;
}

function rolesIn(pipeline: Pipeline, { roles, existing }: Model): readonly NamedRole[] {
  const { buildRole, pipelineRole, projects, rule } = pipeline;
  const running = [buildRole, pipelineRole, rule?.role];
  const values = projects.flatMap(({ variables }) => variables.map(({ value }) => value));
  return [
    ...roles
      .filter((role) => running.includes(role.name) || values.includes(arnOfRole(role)))
      .map((role) => ({ id: role.id, arn: arnOfRole(role) })),
    ...Object.entries(existing)
      .filter(([, arn]) => running.includes(arn) || values.includes(arn))
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

function outputsFile(): string {
  return printHcl([
    output('name', 'Name of the pipeline', 'aws_codepipeline.service.name'),
    output('arn', 'ARN of the pipeline', 'aws_codepipeline.service.arn'),
  ]);
}

function output(name: string, description: string, value: string): Block {
  return block(
    ['output', name],
    [attribute('description', text(description)), attribute('value', line(value))],
  );
}

function rootFile(
  service: Service,
  environment: Environment,
  placeholders: readonly Placeholder[],
): RenderedFile {
  const { project } = service.model;
  const { name } = environment;
  const values = { ...derivedFromNames(project, name), ...environment.values };
  return textFile(
    `pipeline/environments/${name}/main.tf`,
    printHcl([
      comment(
        `The pipeline of ${project} in ${name}. The roles come first: iam/environments/${name}.`,
      ),
      gap,
      rootTerraform(),
      provider(service, { name, values }),
      block(
        ['module', 'pipeline'],
        moduleArguments(placeholders, { name, values }, '../../modules/pipeline'),
      ),
      output('pipeline_name', 'Name of the pipeline', 'module.pipeline.name'),
    ]),
  );
}
