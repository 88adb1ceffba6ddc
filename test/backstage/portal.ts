import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { isObject } from '../../lib/answers/parse/basic.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A template as Backstage reads it. */
export interface Template {
  readonly entity: Raw;
  readonly pages: readonly Raw[];
  /** Input of the step that runs the generator. */
  readonly options: Raw;
}

/** Reads a template. */
export function readTemplate(text: string): Template {
  const entity: unknown = parse(text);
  const spec = isObject(entity) && isObject(entity.spec) ? entity.spec : {};
  const steps: readonly unknown[] = Array.isArray(spec.steps) ? spec.steps : [];
  const generate = steps.filter(isObject).find(({ action }) => action === 'run:yeoman');
  const input = isObject(generate?.input) ? generate.input : {};
  return {
    entity: isObject(entity) ? entity : {},
    pages: Array.isArray(spec.parameters) ? spec.parameters : [],
    options: isObject(input.options) ? input.options : {},
  };
}

const ajv = new Ajv({ strict: false });

/** What is wrong with the values of a form: Backstage holds all of them against each page. */
export function formFaults({ pages }: Template, values: Raw): readonly string[] {
  return pages.flatMap((page) => {
    const validate = ajv.compile(page);
    validate(values);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  });
}

/** The fields that a form shows for some values. */
export function shownFields({ pages }: Template, values: Raw): Raw {
  const all = pages.flatMap((page) => {
    const rules: readonly unknown[] = Array.isArray(page.allOf) ? page.allOf : [];
    const holding = rules.filter(isObject).filter((rule) => ajv.validate(Object(rule.if), values));
    return [page, ...holding.map(({ then }) => (isObject(then) ? then : {}))].flatMap(
      ({ properties }) => (isObject(properties) ? Object.entries(properties) : []),
    );
  });
  return Object.fromEntries(all);
}

/** The values of someone who changes nothing but what is given: the defaults of the fields shown. */
export function filledIn(template: Template, given: Raw): Raw {
  const usual = Object.entries(shownFields(template, given)).flatMap(([name, field]) =>
    isObject(field) && field.default !== undefined ? [[name, field.default] as const] : [],
  );
  const values = { ...Object.fromEntries(usual), ...given };
  // A default may show another field.
  return Object.keys(values).length === Object.keys(given).length
    ? values
    : filledIn(template, values);
}

/**
 * Fills in an input as Backstage does: a text that is one expression becomes the value itself, and is
 * left out where there is none.
 */
export function rendered(input: unknown, parameters: Raw): unknown {
  if (Array.isArray(input)) return input.map((one) => rendered(one, parameters));
  if (isObject(input)) {
    const entries = Object.entries(input).map(([key, one]) => [key, rendered(one, parameters)]);
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
  }
  if (typeof input !== 'string') return input;
  const [, name] = /^\$\{\{ parameters\.(\w+) \}\}$/.exec(input) ?? [];
  if (name !== undefined) return parameters[name];
  // github.com?owner=acme&repo=shop
  const repository = new URLSearchParams(String(parameters.repoUrl).split('?')[1]);
  return input.replace(
    /\$\{\{ \(parameters\.repoUrl \| parseRepoUrl\)\.(\w+) \}\}/g,
    (_, part: string) => repository.get(part) ?? '',
  );
}
