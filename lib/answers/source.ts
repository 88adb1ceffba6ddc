import { UserError } from '../errors.ts';

/** One thing that was said: where it belongs among the answers, and where it was said. */
export interface Given {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Such as `--project` or `ecs-iam.json: tags.team`. */
  readonly at: string;
}

/** What one flag list, file or round of prompts says. */
export type Source = readonly Given[];

/**
 * Joins sources, the strongest first. A stronger value hides a weaker one in the same place; a value
 * for every environment hides weaker ones for single environments.
 */
export function mergeSources(sources: readonly Source[]): Source {
  const kept: Given[] = [];
  const said = new Set<string>();
  for (const source of sources) {
    const fresh = source.filter(
      ({ path }) => !said.has(keyOf(path)) && !said.has(keyOf(wide(path))),
    );
    kept.push(...fresh);
    for (const { path } of fresh) said.add(keyOf(path));
  }
  return kept;
}

function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

function wide(path: readonly string[]): readonly string[] {
  const [first, , part] = path;
  return first === 'environments' && part !== undefined ? ['values', part] : path;
}

/** Does a step whose faults begin with the place that they are about. */
export function located<Value>(at: string, step: () => Value): Value {
  try {
    return step();
  } catch (error) {
    throw error instanceof UserError ? relocate(error, at) : error;
  }
}

function relocate(error: UserError, at: string): UserError {
  const { name, message, hint, cause } = error;
  if (name === 'SeveralFaults' && Array.isArray(cause)) {
    const faults = cause.map((fault) => (fault instanceof UserError ? relocate(fault, at) : fault));
    return new UserError(name, message, hint, { cause: faults });
  }
  return new UserError(name, `${at}: ${message}`, hint, { cause });
}
