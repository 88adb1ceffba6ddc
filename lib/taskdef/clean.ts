import { isObject } from '../answers/parse/basic.ts';

/**
 * Fields that ECS writes into what it describes and takes from nobody.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
const WRITTEN_BY_ECS = new Set([
  ...['taskDefinitionArn', 'revision', 'status', 'requiresAttributes', 'compatibilities'],
  ...['registeredAt', 'registeredBy', 'deregisteredAt', 'deleteRequestedAt'],
]);

/** Keys whose empty text says something: a variable may be empty, and so may an argument. */
const MAY_BE_EMPTY = new Set(['value', 'command', 'entryPoint', 'dockerLabels', 'driverOpts']);

/** What of a definition can be registered; null and what is empty count as absent. */
export function registrable(
  definition: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const own = Object.entries(definition).filter(([key]) => !WRITTEN_BY_ECS.has(key));
  const cleaned = withoutEmpty(Object.fromEntries(own), '');
  return isObject(cleaned) ? cleaned : {};
}

function withoutEmpty(value: unknown, key: string): unknown {
  if (value === '') return MAY_BE_EMPTY.has(key) ? value : undefined;
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    if (value.every((item) => item === '')) return undefined;
    const kept = value.map((item) => withoutEmpty(item, key)).filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .map(([name, item]) => [name, withoutEmpty(item, MAY_BE_EMPTY.has(key) ? key : name)] as const)
    .filter(([, item]) => item !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
