import type { Environment, Model } from '../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { template } from '../../iam/template-string.ts';
import { hasParts } from '../../iam/where.ts';
import { pipelineStackName, stackName } from '../../names.ts';
import { missingForPipeline } from '../../service/pipeline/build-pipeline.ts';
import type { Service } from '../../service/types.ts';
import { block, documentation, type Item, list, printStatement, WIDTH } from './code.ts';
import { type DerivedValue, defaultForm, derivedValue, type ValueSource } from './derived-value.ts';
import { propertyName, stringLiteral } from './literals.ts';
import { lacking } from './pipeline/stack-file.ts';
import { stackProperty } from './placeholders-in-scope.ts';

/** `lib/environments.ts`: the one file with the environments and their values. */
export function environmentsFile(service: Service): string {
  const fields = environmentFields(service);
  const { project } = service.model;
  return `/** One environment: where it is, the names of its stacks, and what its roles and pipeline need. */
export interface Environment {
  /** Absent: the account of the credentials. */
  readonly account?: string;
  /** Absent: the Region of the credentials' profile, or AWS_REGION. */
  readonly region?: string;
${fields.map(interfaceField).join('\n')}
}

const project = ${stringLiteral(project)};
${homeConstant(service.model)}
/** What follows from the name of an environment, or is the same in all of them. */
function named(environment: string) {
${printStatement(block('return {', namedItems(fields), '}'), 2)}
}

/** Every environment by its name. A value that stands here goes before the one from \`named\`. */
${printStatement(table(service, fields), 0)}
${pipelineGuard(lacking(service))}`;
}

function homeConstant(model: Model): string {
  if (!hasParts(model)) return '';
  const meaning = 'The environment with the pipeline, which deploys to the others too.';
  return `\n${documentation(meaning, 0)}\nexport const home = ${stringLiteral(model.home)};\n`;
}

/** A field of an environment: its meaning, and its value in each environment. */
interface Field extends ValueSource {
  readonly name: string;
  readonly meaning: string;
  readonly type: 'string' | 'boolean';
  /** Some environment has no value. */
  readonly optional: boolean;
  readonly derived: DerivedValue;
}

function environmentFields(service: Service): readonly Field[] {
  const { environments, pipeline } = service;
  const { project } = service.model;
  const stacks = [
    stackField('iam', (name) => stackName(project, name)),
    stackField('pipeline', (name) => pipelineStackName(project, name)),
  ].slice(0, pipeline ? 2 : 1);
  return [...configPlaceholders(service).map(placeholderField), ...stacks].map((field) => ({
    ...field,
    optional: environments.some((environment) => field.valueIn(environment) === undefined),
    derived: derivedValue(field, service),
  }));
}

type OpenField = Omit<Field, 'optional' | 'derived'>;

function placeholderField(placeholder: Placeholder): OpenField {
  const { meaning, scope } = placeholderSpec(placeholder);
  const isSwitch = placeholder === 'approval';
  const initial = isSwitch ? template('false') : defaultForm(placeholder);
  return {
    name: placeholder,
    meaning: isSwitch ? 'Somebody is asked before anything is deployed' : meaning,
    type: isSwitch ? 'boolean' : 'string',
    ...(initial && { initial }),
    once: scope === 'once',
    valueIn: ({ name, values }) => (placeholder === 'environment' ? name : values[placeholder]),
  };
}

function stackField(what: 'iam' | 'pipeline', of: (environment: string) => string): OpenField {
  return {
    name: `${what}Stack`,
    meaning: `Stack with the ${what === 'iam' ? 'roles' : 'pipeline'}`,
    type: 'string',
    initial: template(`<project>-${what}-<environment>`),
    valueIn: ({ name }) => of(name),
  };
}

/** The placeholders of roles and pipeline that an environment gives, in the order of PLACEHOLDERS. */
function configPlaceholders({ model, pipeline }: Service): readonly Placeholder[] {
  const used = [...placeholdersIn(model.roles), ...(pipeline?.placeholders ?? [])];
  const names = new Set<Placeholder>(['project', 'environment', ...used]);
  return PLACEHOLDER_NAMES.filter((one) => names.has(one) && stackProperty(one) === undefined);
}

function interfaceField({ name, meaning, type, optional }: Field): string {
  const text = documentation(optional ? `${meaning}; absent: none.` : `${meaning}.`, 2);
  return `${text}\n  readonly ${name}${optional ? '?' : ''}: ${type};`;
}

function namedItems(fields: readonly Field[]): readonly Item[] {
  return fields.flatMap(({ name, type, derived }) => {
    const { expression } = derived;
    if (expression === undefined) return [];
    if (expression === name) return [{ code: name }];
    return [
      { label: `${name}: `, code: type === 'boolean' ? expression.slice(1, -1) : expression },
    ];
  });
}

function table(service: Service, fields: readonly Field[]) {
  const items = service.environments.map((environment) => {
    const own = ownItems(environment, fields);
    return {
      ...missingComment(service, environment),
      label: `${propertyName(environment.name)}: `,
      // A value of its own stands on a line of its own.
      code: own.length > 1 ? block('{', own, '}') : list('{', own, '}'),
    };
  });
  return block('export const environments: Readonly<Record<string, Environment>> = {', items, '}');
}

function missingComment({ pipeline }: Service, environment: Environment): Pick<Item, 'comment'> {
  const missing = pipeline?.environments.includes(environment.name)
    ? missingForPipeline(pipeline, environment)
    : [];
  if (missing.length === 0) return {};
  return { comment: `Its pipeline is not made before it has ${missing.join(', ')}.` };
}

function ownItems(environment: Environment, fields: readonly Field[]): readonly Item[] {
  const places = (['account', 'region'] as const).flatMap((name) => {
    const value = environment.values[name];
    return value === undefined ? [] : [{ label: `${name}: `, code: stringLiteral(value) }];
  });
  const own = fields.flatMap(({ name, type, derived, valueIn }) => {
    const value = valueIn(environment);
    if (value === undefined || derived.values.get(environment.name) === value) return [];
    return [{ label: `${name}: `, code: type === 'boolean' ? value : stringLiteral(value) }];
  });
  const name = stringLiteral(environment.name);
  return [{ code: `...named(${name})` }, ...places, ...own];
}

/** Where a pipeline may still lack a value, its stack takes the environments that have it alone. */
function pipelineGuard(missing: readonly Placeholder[]): string {
  if (missing.length === 0) return '';
  const names = missing.map((one) => `'${one}'`).join(' | ');
  const checks = missing.map((one) => `config.${one} !== undefined`).join(' && ');
  const type = `export type PipelineEnvironment = Environment &`;
  const required = `Required<Pick<Environment, ${names}>>;`;
  const gap = type.length + required.length < WIDTH ? ' ' : '\n  ';
  return `
/** An environment whose pipeline has all that it needs. */
${type}${gap}${required}

/** Without a source an environment has no pipeline yet. */
export function hasSource(config: Environment): config is PipelineEnvironment {
  return ${checks};
}
`;
}
