import type { Environment } from '../../iam/model.ts';
import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import {
  placeholdersOf,
  substitute,
  type TemplateString,
  template,
} from '../../iam/template-string.ts';
import type { Service } from '../../service/types.ts';
import { templateLiteral } from './literals.ts';

/** What an environment has where it says nothing else. */
export interface DerivedValue {
  /** Of the variables `project` and `environment`; undefined: each environment says it. */
  readonly expression?: string;
  /** Environment's name → its value by the expression. */
  readonly values: ReadonlyMap<string, string>;
}

/** A value of the environments, and the form that it has by default. */
export interface ValueSource {
  readonly initial?: TemplateString;
  /** The same in every environment. */
  readonly once?: boolean;
  readonly valueIn: (environment: Environment) => string | undefined;
}

/**
 * Finds the expression that gives a value in the environments: the default where it holds in one of
 * them, else a form that all of them agree in.
 */
export function derivedValue(source: ValueSource, { model, environments }: Service): DerivedValue {
  const { project } = model;
  const valueBy = (form: TemplateString, { name }: Environment) =>
    substitute(form, { project, environment: name });
  const forms = [source.initial, agreedForm(source, environments)];
  const form = forms.find(
    (one) =>
      one !== undefined &&
      environments.some((environment) => valueBy(one, environment) === source.valueIn(environment)),
  );
  if (form === undefined) return { values: new Map() };
  return {
    expression: templateLiteral(form, (name) => name),
    values: new Map(environments.map((one) => [one.name, valueBy(form, one)])),
  };
}

/** The default of a placeholder as a form of project and environment; undefined: it has none. */
export function defaultForm(placeholder: Placeholder): TemplateString | undefined {
  if (placeholder === 'project' || placeholder === 'environment') {
    return template(`<${placeholder}>`);
  }
  const { initial } = placeholderSpec(placeholder);
  if (initial === undefined) return undefined;
  const needed = placeholdersOf(template(initial)).map((one) => [one, defaultForm(one)] as const);
  if (needed.some(([, form]) => form === undefined)) return undefined;
  return substitute(template(initial), Object.fromEntries(needed));
}

/** A form that every environment's value has; with one environment, more than its value as it is. */
function agreedForm(
  { valueIn, once = false }: ValueSource,
  environments: readonly Environment[],
): TemplateString | undefined {
  const [form, ...others] = new Set(environments.map((one) => openForm(valueIn(one), one)));
  if (form === undefined || others.length > 0) return undefined;
  const says = once || environments.length > 1 || form.includes('<');
  return says ? form : undefined;
}

function openForm(value: string | undefined, { name }: Environment): TemplateString | undefined {
  if (value === undefined) return undefined;
  const word = new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g');
  return template(value.replace(word, '<environment>'));
}
