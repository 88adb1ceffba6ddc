import type { Placeholder } from '../../../iam/placeholders.ts';
import { type TemplateString, template } from '../../../iam/template-string.ts';
import type { Action, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { templateText, text } from '../expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  line,
  list,
  object,
} from '../hcl.ts';
import { reference, variableName } from '../names.ts';
import { bucketKey } from './key-file.ts';
import { projectAddress } from './projects-file.ts';

/** What some environment has no value for yet, and the file to give it in. */
export interface Missing {
  readonly placeholders: ReadonlySet<Placeholder>;
  readonly file: TemplateString;
}

/** The pipeline itself. */
export function pipelineBlock(pipeline: Pipeline, missing: Missing): Block {
  return block(
    ['resource', 'aws_codepipeline', 'service'],
    [
      attribute('name', templateText(pipeline.name)),
      attribute('pipeline_type', text('V2')),
      comment('A newer run takes the place of one that waits, for an approval too.'),
      attribute('execution_mode', text(pipeline.executionMode)),
      attribute('role_arn', line('local.role_arns.codepipeline')),
      artifactStore(pipeline),
      ...pipeline.stages.map((stage) => stageBlock(stage, pipeline)),
      ...trigger(pipeline),
      ...mustBeGiven(missing),
    ],
  );
}

/** Checked when it is planned, so that everything can be validated before. */
function mustBeGiven({ placeholders, file }: Missing): readonly Block[] {
  const names = [...placeholders].map(variableName);
  if (names.length === 0) return [];
  const conditions = names.map((name) => `var.${name} != ""`).join(' && ');
  const precondition = block(
    ['precondition'],
    [
      attribute('condition', line(conditions)),
      attribute('error_message', templateText(template(`Give ${names.join(' and ')} in ${file}.`))),
    ],
  );
  return [block(['lifecycle'], [precondition])];
}

function artifactStore({ bucket }: Pipeline): Block {
  const { existing, name } = bucket;
  const location = existing ? templateText(name) : line('aws_s3_bucket.artifacts.bucket');
  const id = bucketKey(bucket);
  const key =
    id === undefined
      ? []
      : [block(['encryption_key'], [attribute('type', text('KMS')), attribute('id', id)])];
  return block(
    ['artifact_store'],
    [attribute('type', text('S3')), attribute('location', location), ...key],
  );
}

function trigger({ trigger: push }: Pipeline): readonly Block[] {
  if (push === undefined) return [];
  const included = (values: readonly Expression[]) => attribute('includes', list(values));
  const { action, branch, paths } = push;
  const configuration = block(
    ['git_configuration'],
    [
      attribute('source_action_name', text(action)),
      block(
        ['push'],
        [
          block(['branches'], [included([templateText(branch)])]),
          ...(paths.length === 0 ? [] : [block(['file_paths'], [included(paths.map(text))])]),
        ],
      ),
    ],
  );
  return [
    block(
      ['trigger'],
      [attribute('provider_type', text('CodeStarSourceConnection')), configuration],
    ),
  ];
}

/** Terraform keeps the order of static and dynamic blocks. */
function stageBlock({ name, actions, onlyWith, onFailure }: Stage, pipeline: Pipeline): Block {
  const blocks = [
    ...actions.map((action) => actionBlock(action, pipeline)),
    ...(onFailure === undefined
      ? []
      : [block(['on_failure'], [attribute('result', text(onFailure))])]),
  ];
  if (onlyWith === undefined) {
    return block(['stage'], [attribute('name', text(name)), ...blocks]);
  }
  return block(
    ['dynamic', 'stage'],
    [
      attribute('for_each', line(`${reference(onlyWith)} ? ["${name}"] : []`)),
      block(['content'], [attribute('name', line('stage.value')), ...blocks]),
    ],
    'Only in environments whose values ask for it.',
  );
}

function actionBlock(action: Action, pipeline: Pipeline): Block {
  const { name, category, provider, namespace, inputs, outputs, configuration, role } = action;
  return block(
    ['action'],
    [
      attribute('name', text(name)),
      attribute('category', text(category)),
      attribute('owner', text('AWS')),
      attribute('provider', text(provider)),
      attribute('version', text('1')),
      ...(role === undefined ? [] : [attribute('role_arn', templateText(role))]),
      ...(namespace === undefined ? [] : [attribute('namespace', text(namespace))]),
      ...(inputs.length === 0 ? [] : [attribute('input_artifacts', list(inputs.map(text)))]),
      ...(outputs.length === 0 ? [] : [attribute('output_artifacts', list(outputs.map(text)))]),
      attribute(
        'configuration',
        object(
          Object.entries(configuration).map(([key, value]) => [key, setting(value, pipeline)]),
        ),
      ),
    ],
  );
}

/** A project by its resource: it is there before the pipeline that starts it. */
function setting(value: TemplateString, { projects }: Pipeline): Expression {
  const project = projects.find(({ name }) => name === value);
  return project === undefined
    ? templateText(value)
    : line(`${projectAddress(project, projects)}.name`);
}
