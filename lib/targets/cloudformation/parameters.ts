import type { Environment, Model, ModelRole } from '../../iam/model.ts';
import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import type { Service } from '../../service/types.ts';
import { isParameter, type Mapping, parameterName } from './values.ts';

/**
 * The placeholders that are parameters of a template with these roles, in the order of PLACEHOLDERS.
 * What environments share stands in no stack, so its placeholders are not among them.
 */
function rolePlaceholders(roles: readonly ModelRole[]): readonly Placeholder[] {
  return placeholdersIn(roles).filter(isParameter);
}

/** The section `Parameters`: one for every placeholder that differs, or may differ, by environment. */
export function roleParameterSection({ model, environments }: Service): Mapping {
  return parameterSection(rolePlaceholders(model.roles), environments);
}

/** One parameter for each placeholder, with the default that all environments have. */
export function parameterSection(
  placeholders: readonly Placeholder[],
  environments: readonly Environment[],
): Mapping {
  return Object.fromEntries(
    placeholders
      .filter(isParameter)
      .map((placeholder) => [parameterName(placeholder), parameter(placeholder, environments)]),
  );
}

function parameter(placeholder: Placeholder, environments: readonly Environment[]): Mapping {
  const { meaning, optional } = placeholderSpec(placeholder);
  const initial = defaultValue(placeholder, environments);
  return {
    Type: 'String',
    Description: optional ? `${meaning}; empty for none` : meaning,
    ...(initial !== undefined && { Default: initial }),
    ...allowedValues(placeholder),
  };
}

/** An optional placeholder may be the empty string. A pattern of whole words is a list. */
function allowedValues(placeholder: Placeholder): Mapping {
  const { pattern, takes, optional } = placeholderSpec(placeholder);
  const [, words] = /^\^\(([a-z|-]+)\)\$$/.exec(pattern.source) ?? [];
  if (words !== undefined) return { AllowedValues: words.split('|') };
  // An escaped slash is JavaScript's; elsewhere a slash is a character like others.
  const allowed = pattern.source.replaceAll('\\/', '/');
  return {
    AllowedPattern: optional ? `^$|${allowed}` : allowed,
    ConstraintDescription: optional ? `${takes}, or nothing` : takes,
  };
}

/**
 * The value that every environment has, since one environment's own would be wrong in the others; the
 * console begins with the first environment. An account is never written into the template.
 */
function defaultValue(
  placeholder: Placeholder,
  environments: readonly Environment[],
): string | undefined {
  if (placeholderSpec(placeholder).optional) return '';
  if (placeholder === 'environment') return environments[0]?.name;
  const [value, ...others] = new Set(environments.map(({ values }) => values[placeholder] ?? ''));
  return others.length > 0 || value === '' || /\d{12}/.test(value ?? '') ? undefined : value;
}

/**
 * The parameters of one environment, as `aws cloudformation deploy --parameter-overrides file://…`
 * takes them in versions 1 and 2 of the AWS CLI. Every parameter has a value: one left out would
 * keep the value of the deployment before.
 */
export function roleParameters({ roles }: Model, environment: Environment): readonly string[] {
  return parameterPairs(rolePlaceholders(roles), environment);
}

/** `Name=value` for each placeholder that is a parameter; an optional one without a value is empty. */
export function parameterPairs(
  placeholders: readonly Placeholder[],
  { values }: Environment,
): readonly string[] {
  return placeholders
    .filter(isParameter)
    .map((placeholder) => `${parameterName(placeholder)}=${values[placeholder] ?? ''}`);
}

type Group = readonly [label: string, placeholders: readonly Placeholder[]];

const EVERY_ROLE: readonly Placeholder[] = [
  'project',
  'environment',
  'ownershipId',
  'permissionsBoundary',
];

/** How the console groups the parameters: those of every role, of several, and of one alone. */
export function parameterGroups({ roles }: Model): readonly Mapping[] {
  const all = rolePlaceholders(roles);
  const byRole = roles.map(({ title }, index) => ({
    title,
    placeholders: rolePlaceholders(roles.slice(index, index + 1)),
  }));
  const users = (placeholder: Placeholder) =>
    byRole.filter(({ placeholders }) => placeholders.includes(placeholder)).length;
  const rest = all.filter((placeholder) => !EVERY_ROLE.includes(placeholder));
  const groups: readonly Group[] = [
    ['Every role', all.filter((placeholder) => EVERY_ROLE.includes(placeholder))],
    ['Several roles', rest.filter((placeholder) => users(placeholder) > 1)],
    ...byRole.map(
      ({ title, placeholders }): Group => [
        title,
        rest.filter((one) => users(one) === 1 && placeholders.includes(one)),
      ],
    ),
  ];
  return groups
    .filter(([, members]) => members.length > 0)
    .map(([label, members]) => ({
      Label: { default: label },
      Parameters: members.map(parameterName),
    }));
}
