import type { Pair, Scalar } from 'yaml';
import type { Model, ModelRole } from '../../iam/model.ts';
import { instanceProfileLogicalId, roleLogicalId } from './logical-ids.ts';
import {
  entry,
  mapping,
  mappingOf,
  tagged,
  text,
  type YamlMapping,
  type YamlNode,
} from './yaml-nodes.ts';

/** The section `Outputs`: every role's name and ARN, exported under the stack's name. */
export function outputsNode(model: Model): YamlMapping {
  return mapping(model.roles.flatMap((role) => roleOutputs(role)));
}

function roleOutputs(role: ModelRole): readonly Pair<Scalar, YamlNode>[] {
  const id = roleLogicalId(role);
  const profile = instanceProfileLogicalId(role);
  return [
    output(`${id}Name`, `Name of the ${role.title}`, tagged('!Ref', id)),
    output(`${id}Arn`, `ARN of the ${role.title}`, tagged('!GetAtt', `${id}.Arn`)),
    ...(role.instanceProfile
      ? [output(`${profile}Name`, `Instance profile of the ${role.title}`, tagged('!Ref', profile))]
      : []),
  ];
}

function output(name: string, description: string, value: YamlNode): Pair<Scalar, YamlNode> {
  const node = mappingOf({
    Description: text(description),
    Value: value,
    Export: mappingOf({ Name: tagged('!Sub', `\${AWS::StackName}-${name}`) }),
  });
  return entry(name, node);
}
