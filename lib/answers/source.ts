import { UserError } from '../errors.ts';

/** One thing that was said: where it belongs among the answers, and where it was said. */
export interface Entry {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Such as `--project` or `ecs-iam.json: tags.team`. */
  readonly at: string;
}

/** What one flag list, file or round of prompts says. */
export type Source = readonly Entry[];

/**
 * Joins sources, the strongest first. A stronger value hides a weaker one in the same place; a value
 * for every environment hides weaker ones for single environments.
 */
export function mergeSources(sources: readonly Source[]): Source {
  const kept: Entry[] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    const fresh = source.filter(
      ({ path }) => !seen.has(keyOf(path)) && !seen.has(keyOf(sharedPath(path))),
    );
    kept.push(...fresh);
    for (const { path } of fresh) seen.add(keyOf(path));
  }
  return kept;
}

function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

function sharedPath(path: readonly string[]): readonly string[] {
  const [first, , placeholder] = path;
  return first === 'environments' && placeholder !== undefined ? ['values', placeholder] : path;
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
