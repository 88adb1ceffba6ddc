import type { Placeholder } from '../../../iam/placeholders.ts';
import { type TemplateString, template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { Action, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { templateText, text } from '../expression.ts';
import { attribute, type Block, block, type Expression, line, list, object } from '../hcl.ts';
import { reference, variableName } from '../names.ts';

/** The pipeline itself; `missing`: what some environment has no value for yet. */
export function pipelineBlock(pipeline: Pipeline, missing: ReadonlySet<Placeholder>): Block {
  return block(
    ['resource', 'aws_codepipeline', 'service'],
    [
      attribute('name', templateText(pipeline.name)),
      attribute('pipeline_type', text('V2')),
      attribute('role_arn', line('local.role_arns.codepipeline')),
      artifactStore(pipeline),
      ...pipeline.stages.map((stage) => stageBlock(stage, pipeline)),
      ...mustBeGiven([...missing].map(variableName)),
    ],
  );
}

/** Checked when it is planned, so that everything can be validated before. */
function mustBeGiven(names: readonly string[]): readonly Block[] {
  if (names.length === 0) return [];
  const conditions = names.map((name) => `var.${name} != ""`).join(' && ');
  const precondition = block(
    ['precondition'],
    [
      attribute('condition', line(conditions)),
      attribute(
        'error_message',
        templateText(
          template(`Give ${names.join(' and ')} in pipeline/environments/<environment>/main.tf.`),
        ),
      ),
    ],
  );
  return [block(['lifecycle'], [precondition])];
}

function artifactStore({ bucket }: Pipeline): Block {
  const { existing, name, kmsKeyId } = bucket;
  const location = existing ? templateText(name) : line('aws_s3_bucket.artifacts.bucket');
  const key =
    kmsKeyId === undefined
      ? []
      : [
          block(
            ['encryption_key'],
            [
              attribute('type', text('KMS')),
              attribute('id', templateText(template(keyArn(kmsKeyId)))),
            ],
          ),
        ];
  return block(
    ['artifact_store'],
    [attribute('type', text('S3')), attribute('location', location), ...key],
  );
}

/** Terraform keeps the order of static and dynamic blocks. */
function stageBlock({ name, actions, onlyWith }: Stage, pipeline: Pipeline): Block {
  const blocks = actions.map((action) => actionBlock(action, pipeline));
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
  const { name, category, provider, namespace, inputs, outputs, configuration } = action;
  return block(
    ['action'],
    [
      attribute('name', text(name)),
      attribute('category', text(category)),
      attribute('owner', text('AWS')),
      attribute('provider', text(provider)),
      attribute('version', text('1')),
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
    : line(`aws_codebuild_project.${project.id}.name`);
}
