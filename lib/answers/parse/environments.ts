import { UserError } from '../../errors.ts';
import type { EnvironmentAnswers } from '../types.ts';
import { badValue, isObject, parseEach, parseItems, parseText } from './basic.ts';
import { parsePlaceholder, parsePlaceholderValues } from './placeholders.ts';

/** Environments: names, or an object from name to values, or a list of objects with a name. */
export function parseEnvironments(raw: unknown): readonly EnvironmentAnswers[] {
  const rows = isObject(raw) ? Object.entries(raw) : parseItems(raw).map(nameAndValues);
  const environments = parseEach(rows, ([name, values]) => ({
    name: parsePlaceholder('environment', parseText(name, 'a name')).environment ?? '',
    values: parsePlaceholderValues(values),
  }));
  checkDifferent(environments.map(({ name }) => name));
  return environments;
}

function nameAndValues(item: unknown): readonly [name: unknown, values: unknown] {
  if (!isObject(item)) return [item, {}];
  const { name, ...values } = item;
  return [name, values];
}

/** IAM compares names without case, and stacks and buckets spell '_' as '-'. */
function checkDifferent(names: readonly string[]): void {
  if (names.length === 0) throw badValue('', 'a list of environments', 'Name at least one.');
  const seen = new Map<string, string>();
  for (const name of names) {
    const spelled = name.toLowerCase().replaceAll('_', '-');
    const other = seen.get(spelled);
    if (other !== undefined) throw duplicateEnvironment(other, name);
    seen.set(spelled, name);
  }
}

function duplicateEnvironment(one: string, other: string): UserError {
  const code = 'DuplicateEnvironment';
  if (one === other) {
    return new UserError(
      code,
      `Environment '${one}' is named twice.`,
      'Name each environment once.',
    );
  }
  return new UserError(
    code,
    `Environments '${one}' and '${other}' would have the same names in AWS.`,
    "Names that differ only by case, or by '-' and '_', are the same there; rename one.",
  );
}

/** Environments as the answers file holds them: by name, in their order. */
export function writeEnvironments(environments: readonly EnvironmentAnswers[]): unknown {
  // JavaScript moves keys that are numbers to the front: a list keeps the order.
  if (environments.some(({ name }) => /^\d+$/.test(name))) {
    return environments.map(({ name, ...rest }) => ({ name, ...written(rest) }));
  }
  return Object.fromEntries(environments.map(({ name, ...rest }) => [name, written(rest)]));
}

function written({ service, values }: Omit<EnvironmentAnswers, 'name'>): object {
  return { ...(service === false && { service }), ...values };
}
