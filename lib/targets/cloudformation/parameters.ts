import type { Environment, Model } from '../../iam/model.ts';
import { type OpenPart, partSpec } from '../../iam/parts.ts';
import { parameterName } from './open-value.ts';
import { parameterParts, partsOfRole } from './parts-used.ts';
import { entry, list, mapping, mappingOf, text, type YamlMapping } from './yaml-nodes.ts';

/** The section `Parameters`: one for every part that differs, or may differ, by environment. */
export function parametersNode(model: Model): YamlMapping {
  return mapping(
    parameterParts(model).map((part) => entry(parameterName(part), parameterNode(part, model))),
  );
}

function parameterNode(part: OpenPart, model: Model): YamlMapping {
  const { meaning, pattern, takes, optional } = partSpec(part);
  const initial = optional ? '' : sharedValue(part, model);
  // An escaped slash is JavaScript's; elsewhere a slash is a character like others.
  const allowed = pattern.source.replaceAll('\\/', '/');
  return mappingOf({
    Type: text('String'),
    Description: text(optional ? `${meaning}; empty for none` : meaning),
    ...(initial !== undefined && { Default: text(initial) }),
    AllowedPattern: text(optional ? `^$|${allowed}` : allowed),
    ConstraintDescription: text(optional ? `${takes}, or nothing` : takes),
  });
}

/**
 * The value that every environment has: one environment's own would be wrong in the others. An
 * account is never written into the template.
 */
function sharedValue(part: OpenPart, { environments }: Model): string | undefined {
  const values = new Set(environments.map((environment) => parameterValue(part, environment)));
  const [agreed] = values;
  const isShared = values.size === 1 && !/\d{12}/.test(agreed ?? '');
  return isShared ? agreed : undefined;
}

/** A part's value in an environment; '' where an optional part has none. */
function parameterValue(part: OpenPart, { values }: Environment): string {
  return values[part] ?? '';
}

/**
 * The parameter file of one environment, as `aws cloudformation deploy --parameter-overrides
 * file://…` takes it in versions 1 and 2 of the AWS CLI. Every parameter is given: one left out
 * would keep the value of the deployment before.
 */
export function parameterFile(model: Model, environment: Environment): string {
  const pairs = parameterParts(model).map(
    (part) => `${parameterName(part)}=${parameterValue(part, environment)}`,
  );
  return `${JSON.stringify(pairs, null, 2)}\n`;
}

/** The section `Metadata`: how the console groups the parameters. */
export function interfaceNode(model: Model): YamlMapping {
  const groups = parameterGroups(model).map(([label, parts]) =>
    mappingOf({
      Label: mappingOf({ default: text(label) }),
      Parameters: list(parts.map((part) => text(parameterName(part)))),
    }),
  );
  return mappingOf({
    'AWS::CloudFormation::Interface': mappingOf({ ParameterGroups: list(groups) }),
  });
}

type Group = readonly [label: string, parts: readonly OpenPart[]];

const EVERY_ROLE: readonly OpenPart[] = ['project', 'environment', 'permissionsBoundary'];

/** Parameters of every role, then those of several, then those that one role alone needs. */
function parameterGroups(model: Model): readonly Group[] {
  const users = new Map<OpenPart, string[]>();
  for (const role of model.roles) {
    for (const part of partsOfRole(role)) users.set(part, [...(users.get(part) ?? []), role.title]);
  }
  const parts = parameterParts(model);
  const rest = parts.filter((part) => !EVERY_ROLE.includes(part));
  const usedBy = (part: OpenPart) => users.get(part) ?? [];
  const groups: readonly Group[] = [
    ['Every role', parts.filter((part) => EVERY_ROLE.includes(part))],
    ['Several roles', rest.filter((part) => usedBy(part).length > 1)],
    ...model.roles.map(
      ({ title }): Group => [
        title,
        rest.filter((part) => usedBy(part).length === 1 && usedBy(part).includes(title)),
      ],
    ),
  ];
  return groups.filter(([, members]) => members.length > 0);
}
