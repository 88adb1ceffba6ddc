import { type TemplateString, template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { Action, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { reference, templateText, text } from '../expression.ts';
import { attribute, type Block, block, type Expression, line, list, object } from '../hcl.ts';
import { output } from '../outputs-file.ts';
import { printHcl } from '../print-hcl.ts';

const PIPELINE = 'aws_codepipeline.service';

/** `pipeline/pipeline.tf`: the pipeline itself. */
export function pipelineFile(pipeline: Pipeline): string {
  return printHcl([
    block(
      ['resource', 'aws_codepipeline', 'service'],
      [
        attribute('name', templateText(pipeline.name)),
        attribute('pipeline_type', text('V2')),
        attribute('role_arn', line('data.aws_iam_role.codepipeline.arn')),
        artifactStore(pipeline),
        ...pipeline.stages.map((stage) => stageBlock(stage, pipeline)),
      ],
    ),
  ]);
}

/** `pipeline/outputs.tf`: what others may want to know of the pipeline. */
export function outputsFile(): string {
  return printHcl([
    output('pipeline_name', 'Name of the pipeline', `${PIPELINE}.name`),
    output('pipeline_arn', 'ARN of the pipeline', `${PIPELINE}.arn`),
  ]);
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
