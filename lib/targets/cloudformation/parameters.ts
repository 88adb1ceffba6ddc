import type { Environment, Model } from '../../iam/model.ts';
import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import type { Service } from '../../service/types.ts';
import { parameterPlaceholders, placeholdersOfRole } from './placeholders-used.ts';
import { parameterName } from './template-value.ts';
import { entry, list, mapping, mappingOf, text, type YamlMapping } from './yaml-nodes.ts';

/** The section `Parameters`: one for every placeholder that differs, or may differ, by environment. */
export function parametersNode({ model, environments }: Service): YamlMapping {
  return mapping(
    parameterPlaceholders(model).map((placeholder) =>
      entry(parameterName(placeholder), parameterNode(placeholder, environments)),
    ),
  );
}

function parameterNode(
  placeholder: Placeholder,
  environments: readonly Environment[],
): YamlMapping {
  const { meaning, pattern, takes, optional } = placeholderSpec(placeholder);
  const initial = optional ? '' : sharedValue(placeholder, environments);
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
function sharedValue(
  placeholder: Placeholder,
  environments: readonly Environment[],
): string | undefined {
  const values = new Set(
    environments.map((environment) => parameterValue(placeholder, environment)),
  );
  const [agreed] = values;
  const isShared = values.size === 1 && !/\d{12}/.test(agreed ?? '');
  return isShared ? agreed : undefined;
}

/** A placeholder's value in an environment; '' where an optional placeholder has none. */
function parameterValue(placeholder: Placeholder, { values }: Environment): string {
  return values[placeholder] ?? '';
}

/**
 * The parameter file of one environment, as `aws cloudformation deploy --parameter-overrides
 * file://…` takes it in versions 1 and 2 of the AWS CLI. Every parameter is given: one left out
 * would keep the value of the deployment before.
 */
export function parameterFile(model: Model, environment: Environment): string {
  const pairs = parameterPlaceholders(model).map(
    (placeholder) => `${parameterName(placeholder)}=${parameterValue(placeholder, environment)}`,
  );
  return `${JSON.stringify(pairs, null, 2)}\n`;
}

/** The section `Metadata`: how the console groups the parameters. */
export function interfaceNode(model: Model): YamlMapping {
  const groups = parameterGroups(model).map(([label, placeholders]) =>
    mappingOf({
      Label: mappingOf({ default: text(label) }),
      Parameters: list(placeholders.map((placeholder) => text(parameterName(placeholder)))),
    }),
  );
  return mappingOf({
    'AWS::CloudFormation::Interface': mappingOf({ ParameterGroups: list(groups) }),
  });
}

type Group = readonly [label: string, placeholders: readonly Placeholder[]];

const EVERY_ROLE: readonly Placeholder[] = ['project', 'environment', 'permissionsBoundary'];

/** Parameters of every role, then those of several, then those that one role alone needs. */
function parameterGroups(model: Model): readonly Group[] {
  const users = new Map<Placeholder, string[]>();
  for (const role of model.roles) {
    for (const placeholder of placeholdersOfRole(role))
      users.set(placeholder, [...(users.get(placeholder) ?? []), role.title]);
  }
  const placeholders = parameterPlaceholders(model);
  const rest = placeholders.filter((placeholder) => !EVERY_ROLE.includes(placeholder));
  const usedBy = (placeholder: Placeholder) => users.get(placeholder) ?? [];
  const groups: readonly Group[] = [
    ['Every role', placeholders.filter((placeholder) => EVERY_ROLE.includes(placeholder))],
    ['Several roles', rest.filter((placeholder) => usedBy(placeholder).length > 1)],
    ...model.roles.map(
      ({ title }): Group => [
        title,
        rest.filter(
          (placeholder) => usedBy(placeholder).length === 1 && usedBy(placeholder).includes(title),
        ),
      ],
    ),
  ];
  return groups.filter(([, members]) => members.length > 0);
}
