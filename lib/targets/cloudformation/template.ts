import type { Model } from '../../iam/model.ts';
import type { Service } from '../../service/types.ts';
import { outputsNode } from './outputs.ts';
import { interfaceNode, parametersNode } from './parameters.ts';
import { HAS_BOUNDARY, roleResources } from './role-resources.ts';
import { parameterName } from './template-value.ts';
import {
  type EntryNotes,
  entry,
  mapping,
  mappingOf,
  printYaml,
  tagged,
  taggedList,
  text,
  type YamlMapping,
} from './yaml-nodes.ts';

/** The whole template: one for every environment, which differ by parameters. */
export function templateFile(service: Service): string {
  const { model } = service;
  const spaced: EntryNotes = { blankBefore: true };
  return printYaml(
    header(model),
    mapping([
      entry('AWSTemplateFormatVersion', text('2010-09-09')),
      entry('Description', text(`IAM roles of the ECS service ${model.project}, one environment`)),
      entry('Metadata', interfaceNode(model), spaced),
      entry('Parameters', parametersNode(service), spaced),
      ...conditions(model).map((node) => entry('Conditions', node, spaced)),
      entry('Resources', mapping(model.roles.flatMap(roleResources)), spaced),
      entry('Outputs', outputsNode(model), spaced),
    ]),
  );
}

function header({ project }: Model): string {
  return (
    `The IAM roles of ${project}: one stack per environment. scripts/deploy-iam.sh ENV deploys it with ` +
    'the values in parameters/ENV.json. What environments share (the service-linked role, the ECR ' +
    'repository and its policy, CloudWatch Logs policies, an OIDC provider) is made by that script ' +
    'and stands in no stack.'
  );
}

function conditions(model: Model): readonly YamlMapping[] {
  if (model.roles.every(({ settings }) => settings.boundary === undefined)) return [];
  const empty = taggedList('!Equals', [
    tagged('!Ref', parameterName('permissionsBoundary')),
    text(''),
  ]);
  return [mappingOf({ [HAS_BOUNDARY]: taggedList('!Not', [empty]) })];
}
