import type { Environment } from '../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { stackName } from '../names.ts';
import type { Service } from '../service/types.ts';
import { code, prose } from './markdown.ts';

/** A value that every environment has, and that a reader may want to set. */
export interface NamedValue {
  readonly name: string;
  readonly meaning: string;
  /** One per environment, in their order; undefined: none, or found out when deploying. */
  readonly values: readonly (string | undefined)[];
  /** What an environment without a value has instead. */
  readonly absent: string;
}

const ALWAYS: readonly Placeholder[] = ['partition', 'account', 'region'];
/** They stand in the table's header and in the README's first line. */
const HIDDEN: readonly Placeholder[] = ['project', 'environment'];

/** Every value of every environment, derived ones included. */
export function namedValues(service: Service): readonly NamedValue[] {
  const { environments } = service;
  const used: readonly Placeholder[] = [...ALWAYS, ...service.placeholders];
  const placeholders = PLACEHOLDER_NAMES.filter(
    (placeholder) => !HIDDEN.includes(placeholder) && used.includes(placeholder),
  );
  return [
    ...placeholders.map((placeholder) => ({
      name: placeholder,
      meaning: placeholderSpec(placeholder).meaning,
      values: environments.map(({ values }) => values[placeholder]),
      absent: absentWord(placeholder),
    })),
    ...stackRow(service),
  ];
}

/** The values' table: header and rows, as cells. */
export function valueCells(
  service: Service,
): readonly [header: readonly string[], ...rows: readonly (readonly string[])[]] {
  const header = ['Value', 'What it is', ...service.environments.map(({ name }) => prose(name))];
  const rows = namedValues(service).map(({ name, meaning, values, absent }) => [
    code(name),
    prose(meaning),
    ...values.map((value) => (value === undefined ? absent : code(value))),
  ]);
  return [header, ...rows];
}

function absentWord(placeholder: Placeholder): string {
  const { optional, atDeploy } = placeholderSpec(placeholder);
  if (optional) return 'none';
  return atDeploy ? 'found out when deploying' : 'not given yet';
}

function stackRow({ answers, model, environments }: Service): readonly NamedValue[] {
  const { target } = answers;
  if (target !== 'cloudformation' && target !== 'cdk') return [];
  const nameOf = (environment: Environment) => stackName(model.project, environment.name);
  return [
    {
      name: 'stack',
      meaning: 'CloudFormation stack; follows from the names',
      values: environments.map(nameOf),
      absent: 'none',
    },
  ];
}
