import type { Model } from '../../../iam/model.ts';
import { placeholderSpec } from '../../../iam/placeholders.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import { roleLogicalId } from '../logical-ids.ts';
import { isParameter, parameterName } from '../template-value.ts';
import {
  entry,
  mapping,
  mappingOf,
  printYaml,
  tagged,
  taggedList,
  text,
  type YamlMapping,
  type YamlNode,
} from '../yaml-nodes.ts';
import { bucketResources, NEEDS_APPROVAL, pipelineResource, projectResource } from './resources.ts';

/** `pipeline/pipeline.yaml`: build projects, pipeline and artifact bucket of one environment. */
export function pipelineTemplate(pipeline: Pipeline, model: Model): string {
  const spaced = { blankBefore: true };
  const buildRole = importedRole('codebuild', model);
  return printYaml(
    `The pipeline of ${model.project}: one stack per environment. scripts/deploy-pipeline.sh ENV ` +
      'deploys it with the values in parameters/ENV.json. It imports the roles from the stack that ' +
      'scripts/deploy-iam.sh ENV deploys.',
    mapping([
      entry('AWSTemplateFormatVersion', text('2010-09-09')),
      entry('Description', text(`Pipeline of the ECS service ${model.project}, one environment`)),
      entry('Parameters', parameters(pipeline), spaced),
      entry('Conditions', conditions(), spaced),
      entry(
        'Resources',
        mapping([
          ...bucketResources(pipeline),
          ...pipeline.projects.map((project) => projectResource(project, buildRole)),
          pipelineResource(pipeline, importedRole('codepipeline', model)),
        ]),
        spaced,
      ),
      entry('Outputs', outputs(), spaced),
    ]),
  );
}

function importedRole(id: string, { roles }: Model): YamlNode {
  const role = roles.find((one) => one.id === id);
  if (role === undefined) throw new Error(`The model has no role '${id}'.`);
  const node = mappingOf({
    'Fn::ImportValue': tagged('!Sub', `\${IamStack}-${roleLogicalId(role)}Arn`),
  });
  return node;
}

function parameters({ placeholders }: Pipeline): YamlMapping {
  const own = placeholders.filter(isParameter).map((placeholder) => {
    const { meaning, pattern, takes } = placeholderSpec(placeholder);
    const node = mappingOf({
      Type: text('String'),
      Description: text(meaning),
      AllowedPattern: text(pattern.source.replaceAll('\\/', '/')),
      ConstraintDescription: text(takes),
    });
    return entry(parameterName(placeholder), node);
  });
  const stack = mappingOf({
    Type: text('String'),
    Description: text('Stack with the IAM roles of this environment'),
  });
  return mapping([entry('IamStack', stack), ...own]);
}

function conditions(): YamlMapping {
  const asked = taggedList('!Equals', [tagged('!Ref', parameterName('approval')), text('true')]);
  return mappingOf({ [NEEDS_APPROVAL]: asked });
}

function outputs(): YamlMapping {
  return mappingOf({
    PipelineName: mappingOf({
      Description: text('Name of the pipeline'),
      Value: tagged('!Ref', 'Pipeline'),
    }),
  });
}
