import { template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { Action, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { array, block, type Code, type Item, list } from '../code.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';

/** The pipeline as a construct. */
export function pipelineCode({ name, bucket, stages }: Pipeline): Code {
  const key = bucket.kmsKeyId === undefined ? [] : [keyItem(keyArn(bucket.kmsKeyId))];
  const location = bucket.existing ? expression(bucket.name) : 'artifacts.bucketName';
  const store = [
    { label: 'type: ', code: "'S3'" },
    { label: 'location: ', code: location },
    ...key,
  ];
  return block(
    "new CfnPipeline(this, 'Pipeline', {",
    [
      { label: 'name: ', code: expression(name) },
      { label: 'pipelineType: ', code: "'V2'" },
      { label: 'roleArn: ', code: 'pipelineRoleArn' },
      { label: 'artifactStore: ', code: list('{', store, '}') },
      { label: 'stages: ', code: block('[', stages.map(stageItem), ']') },
    ],
    '})',
  );
}

/** The approval, which stands among the stages only where it is asked for. */
export function approvalCode({ stages }: Pipeline): readonly Code[] {
  const stage = stages.find(({ onlyWith }) => onlyWith === 'approval');
  if (stage === undefined) return [];
  return [block('const approve = {', stageProps(stage), '}')];
}

function keyItem(arn: string): Item {
  const items = [
    { label: 'id: ', code: expression(template(arn)) },
    { label: 'type: ', code: "'KMS'" },
  ];
  return { label: 'encryptionKey: ', code: list('{', items, '}') };
}

function stageItem(stage: Stage): Item {
  if (stage.onlyWith !== undefined) return { code: '...(values.approval ? [approve] : [])' };
  return { code: block('{', stageProps(stage), '}') };
}

function stageProps({ name, actions }: Stage): readonly Item[] {
  return [
    { label: 'name: ', code: stringLiteral(name) },
    {
      label: 'actions: ',
      code: array(actions.map((action) => block('{', actionProps(action), '}'))),
    },
  ];
}

function actionProps(action: Action): readonly Item[] {
  const { name, category, provider, configuration, inputs, outputs, namespace } = action;
  const type = [category, provider].map((word) => ({ code: stringLiteral(word) }));
  const settings = Object.entries(configuration).map(([key, value]) => ({
    label: `${propertyName(key)}: `,
    code: expression(value),
  }));
  return [
    { label: 'name: ', code: stringLiteral(name) },
    { label: 'actionTypeId: ', code: list('actionType(', type, ')') },
    { label: 'configuration: ', code: list('{', settings, '}') },
    ...artifacts('inputArtifacts', inputs),
    ...artifacts('outputArtifacts', outputs),
    ...(namespace ? [{ label: 'namespace: ', code: stringLiteral(namespace) }] : []),
  ];
}

function artifacts(property: string, names: readonly string[]): readonly Item[] {
  if (names.length === 0) return [];
  const items = names.map((name) =>
    list('{', [{ label: 'name: ', code: stringLiteral(name) }], '}'),
  );
  return [{ label: `${property}: `, code: array(items) }];
}
