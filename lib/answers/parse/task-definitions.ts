import type { GivenTaskDefinition } from '../types.ts';
import { badValue, checkKeys, isObject, parseEach, parseObject, parseText } from './basic.ts';
import { parsePlaceholder } from './placeholders.ts';

/** Task definitions as --from-taskdef keeps them: a list, each with its main container. */
export function parseTaskDefinitions(raw: unknown): readonly GivenTaskDefinition[] {
  if (!Array.isArray(raw)) throw badValue(raw, 'a list of task definitions');
  return parseEach(raw, parseOne);
}

function parseOne(raw: unknown): GivenTaskDefinition {
  const given = parseObject(raw);
  checkKeys(given, ['environment', 'container', 'definition'], 'a task definition');
  const { environment, container, definition } = given;
  const name = parseText(container, 'the name of the main container');
  if (!isObject(definition) || !containersOf(definition).some((one) => one.name === name)) {
    throw badValue(definition, `a task definition with the container '${name}'`);
  }
  const of = environment === undefined ? {} : parsePlaceholder('environment', environment);
  return { ...of, container: name, definition };
}

function containersOf(
  definition: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const { containerDefinitions } = definition;
  return Array.isArray(containerDefinitions) ? containerDefinitions.filter(isObject) : [];
}
