import type { Conditions } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';

/** A condition key's value in a request, as `ContextEntries` of the IAM simulator has it. */
export interface ContextEntry {
  readonly ContextKeyName: string;
  readonly ContextKeyValues: readonly string[];
  readonly ContextKeyType: 'string' | 'stringList' | 'boolean' | 'numeric' | 'date' | 'ip';
}

/** A request that a statement matches: one resource, and the context its conditions ask for. */
export interface ExampleRequest {
  /** '*' where the statement names no resource. */
  readonly resource: TemplateString;
  readonly context: readonly ContextEntry[];
}

/**
 * Makes a request that the statement matches, or undefined where its conditions cannot be met by an
 * example. Wildcards become text, policy variables a value in the context.
 */
export function exampleRequest(
  resource: string,
  conditions: Conditions = {},
): ExampleRequest | undefined {
  const context = exampleContext(conditions);
  if (context === undefined) return undefined;
  const variables = [...resource.matchAll(/\$\{([^}]+)\}/g)].map(([, key = '']) => key);
  const filled = resource.replace(/\$\{[^}]+\}/g, 'example');
  return {
    resource: template(resource === '*' ? '*' : concrete(filled)),
    context: [...context, ...variables.map((key) => entry(key, ['example'], 'string'))],
  };
}

/** The context of a request that meets every condition, or undefined where we cannot tell. */
export function exampleContext(conditions: Conditions): readonly ContextEntry[] | undefined {
  const found = new Map<string, ContextEntry>();
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, values] of Object.entries(keys)) {
      if (isAboutPresence(operator, values)) {
        if (!found.has(key) && values.includes(template('false'))) {
          found.set(key, entry(key, ['example'], 'string'));
        }
        continue;
      }
      const type = typeOf(operator);
      if (type === undefined) return undefined;
      found.set(key, entry(key, [concrete(values[0] ?? '')], type));
    }
  }
  return [...found.values()];
}

function isAboutPresence(operator: string, values: readonly string[]): boolean {
  return operator === 'Null' && values.length > 0;
}

/** The type of a key's value under an operator that an equal value meets; undefined for others. */
function typeOf(operator: string): ContextEntry['ContextKeyType'] | undefined {
  const [set, plain] = operator.includes(':') ? operator.split(':') : ['', operator];
  const base = (plain ?? '').replace(/IfExists$/, '');
  if (/^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/.test(base)) {
    return set === '' ? 'string' : 'stringList';
  }
  if (base === 'Bool') return 'boolean';
  if (base === 'NumericEquals') return 'numeric';
  if (base === 'DateEquals') return 'date';
  return base === 'IpAddress' ? 'ip' : undefined;
}

function entry(
  ContextKeyName: string,
  ContextKeyValues: readonly string[],
  ContextKeyType: ContextEntry['ContextKeyType'],
): ContextEntry {
  return { ContextKeyName, ContextKeyValues, ContextKeyType };
}

/** A pattern as a value that it matches. An ARN's Region and account stay what they can be. */
function concrete(pattern: string): string {
  const filled = pattern.replace(/\$\{[^}]+\}/g, 'example');
  return filled.startsWith('arn:') ? concreteArn(filled) : withoutWildcards(filled);
}

function concreteArn(arn: string): string {
  const [head = '', partition = '', service = '', region = '', account = '', ...rest] =
    arn.split(':');
  return [
    head,
    partition === '*' ? '<partition>' : partition,
    withoutWildcards(service),
    region === '*' ? '<region>' : withoutWildcards(region),
    account === '*' ? '<account>' : withoutWildcards(account),
    ...rest.map(withoutWildcards),
  ].join(':');
}

function withoutWildcards(text: string): string {
  return text.replaceAll('*', 'example').replaceAll('?', 'x');
}
