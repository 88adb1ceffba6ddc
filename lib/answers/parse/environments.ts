import { UserError } from '../../errors.ts';
import type { EnvironmentAnswers } from '../types.ts';
import {
  badValue,
  collect,
  isObject,
  parseEach,
  parseItems,
  parseObject,
  parseText,
} from './basic.ts';
import {
  orderValues,
  parsePlaceholder,
  parsePlaceholderName,
  SETTABLE_PLACEHOLDERS,
} from './placeholders.ts';

/** Environments: names, or an object from name to values, or a list of objects with a name. */
export function parseEnvironments(raw: unknown): readonly EnvironmentAnswers[] {
  const environments = isObject(raw)
    ? parseEach(Object.entries(raw), ([name, values]) => parseEnvironment(name, values))
    : parseEach(parseItems(raw), (item) => {
        if (!isObject(item)) return parseEnvironment(parseText(item, 'a name'), {});
        const { name, ...values } = item;
        return parseEnvironment(parseText(name, 'a name'), values);
      });
  checkDifferent(environments.map(({ name }) => name));
  return environments;
}

function parseEnvironment(name: unknown, raw: unknown): EnvironmentAnswers {
  const { environment = '' } = parsePlaceholder('environment', name);
  const values = collect(
    Object.entries(parseObject(raw)).map(
      ([placeholder, value]) =>
        () =>
          parsePlaceholder(parsePlaceholderName(placeholder, SETTABLE_PLACEHOLDERS), value),
    ),
  );
  return { name: environment, values: orderValues(Object.assign({}, ...values)) };
}

/** IAM compares names without case, and stacks and buckets spell '_' as '-'. */
function checkDifferent(names: readonly string[]): void {
  if (names.length === 0) throw badValue('', 'a list of environments', 'Name at least one.');
  const seen = new Map<string, string>();
  for (const name of names) {
    const spelled = name.toLowerCase().replaceAll('_', '-');
    const other = seen.get(spelled);
    if (other !== undefined) {
      throw new UserError(
        'DuplicateEnvironment',
        other === name
          ? `Environment '${name}' is named twice.`
          : `Environments '${other}' and '${name}' would have the same names in AWS.`,
        other === name
          ? 'Name each environment once.'
          : "Names that differ only by case, or by '-' and '_', are the same there; rename one.",
      );
    }
    seen.set(spelled, name);
  }
}
