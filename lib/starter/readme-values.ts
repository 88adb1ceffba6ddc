import type { Environment, Model } from '../iam/model.ts';
import { OPEN_PARTS, type OpenPart, partSpec } from '../iam/parts.ts';
import { stackName } from '../names.ts';
import type { TargetId } from '../targets/registry.ts';
import { code, prose } from './markdown.ts';

/** A value that every environment has, and that a reader may want to set. */
export interface NamedValue {
  readonly name: string;
  readonly meaning: string;
  /** One per environment, in their order; undefined: none, or found out when deploying. */
  readonly values: readonly (string | undefined)[];
  readonly optional: boolean;
}

const ALWAYS: readonly OpenPart[] = ['partition', 'account', 'region'];
/** They stand in the table's header and in the README's first line. */
const HIDDEN: readonly OpenPart[] = ['project', 'environment'];

/** Every value of every environment, derived ones included. */
export function namedValues(model: Model, target: TargetId): readonly NamedValue[] {
  const parts = OPEN_PARTS.filter(
    (part) => !HIDDEN.includes(part) && (ALWAYS.includes(part) || model.parts.includes(part)),
  );
  const { environments } = model;
  return [
    ...parts.map((part) => ({
      name: part,
      meaning: partSpec(part).meaning,
      values: environments.map(({ values }) => values[part]),
      optional: partSpec(part).optional === true,
    })),
    ...stackRow(model, target),
  ];
}

/** The values' table: header and rows, as cells. */
export function valueCells(
  model: Model,
  target: TargetId,
): readonly [header: readonly string[], ...rows: readonly (readonly string[])[]] {
  const header = ['Value', 'What it is', ...model.environments.map(({ name }) => prose(name))];
  const rows = namedValues(model, target).map(({ name, meaning, values, optional }) => [
    code(name),
    prose(meaning),
    ...values.map((value) => valueCell(value, optional)),
  ]);
  return [header, ...rows];
}

function valueCell(value: string | undefined, optional: boolean): string {
  if (value !== undefined) return code(value);
  return optional ? 'none' : 'found out when deploying';
}

function stackRow({ project, environments }: Model, target: TargetId): readonly NamedValue[] {
  if (target !== 'cloudformation' && target !== 'cdk') return [];
  const nameOf = (environment: Environment) => stackName(project, environment.name);
  return [
    {
      name: 'stack',
      meaning: 'CloudFormation stack; follows from the names',
      values: environments.map(nameOf),
      optional: false,
    },
  ];
}
