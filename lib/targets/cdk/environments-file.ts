import type { Environment, Model } from '../../iam/model.ts';
import {
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { block, documentation, type Item, printStatement } from './code.ts';
import { propertyName, stringLiteral } from './literals.ts';
import { valuePlaceholders } from './placeholders-in-scope.ts';

/** `lib/environments.ts`: what the environments have in common, and the values of each. */
export function environmentsFile({ model, environments: named }: Service): string {
  const placeholders = valuePlaceholders(model);
  const environments = named.map((environment) => ({
    label: `${propertyName(environment.name)}: `,
    code: block('{', environmentItems(model, environment), '}'),
  }));
  const table = block(
    'export const environments: Readonly<Record<string, Environment>> = {',
    environments,
    '}',
  );
  return `/** The values of one environment that its roles are written with. */
export interface RoleValues {
${placeholders.map(valueField).join('\n')}
}

/** One environment: the stack that holds its roles, and where that is deployed. */
export interface Environment {
  readonly stackName: string;
  /** Absent: the account of the credentials. */
  readonly account?: string;
  /** Absent: the Region of the credentials' profile, or AWS_REGION. */
  readonly region?: string;
  readonly values: RoleValues;
}

/**
 * Every environment by its name. To change a value, change ecs-iam.json and generate again: the
 * scripts have the same values.
 */
${printStatement(table, 0)}
`;
}

/** A placeholder as a documented property of an interface. */
export function valueField(placeholder: Placeholder): string {
  const { meaning, optional } = placeholderSpec(placeholder);
  const text = documentation(optional ? `${meaning}; absent: none.` : `${meaning}.`, 2);
  return `${text}\n  readonly ${placeholder}${optional ? '?' : ''}: string;`;
}

function environmentItems(model: Model, { name, values }: Environment): readonly Item[] {
  return [
    { label: 'stackName: ', code: stringLiteral(stackName(model.project, name)) },
    ...valueItems(values, ['account', 'region']),
    { label: 'values: ', code: block('{', valueItems(values, valuePlaceholders(model)), '}') },
  ];
}

/** The values of some placeholders, those that are known. */
export function valueItems(
  values: PlaceholderValues,
  placeholders: readonly Placeholder[],
): readonly Item[] {
  return placeholders.flatMap((placeholder) => {
    const value = values[placeholder];
    return value === undefined ? [] : [{ label: `${placeholder}: `, code: stringLiteral(value) }];
  });
}
