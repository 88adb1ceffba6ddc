import { UserError } from '../errors.ts';

/** One raw value: where it belongs among the answers, and where it was provided. */
export interface Entry {
  /** Such as `['tags', 'team']`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /**
   * A flag, a prompt, the file that --answers names, the folder's own file; what a preset locks, the
   * strongest of all, and its defaults, the weakest.
   */
  readonly from: 'lock' | 'flag' | 'prompt' | 'answers' | 'folder' | 'preset';
  /** The place as messages show it, such as `--project` or `ecs-iam.json:7: tags.team`. */
  readonly at: string;
}

/**
 * Joins sources, the strongest first. A stronger value hides a weaker one of the same path; a value
 * for every environment hides weaker ones of single environments.
 */
export function mergeSources<One extends Entry>(
  sources: readonly (readonly One[])[],
): readonly One[] {
  const seen = new Set<string>();
  return sources.flatMap((source) => {
    const fresh = source.filter(({ path }) => !seen.has(key(path)) && !seen.has(key(shared(path))));
    for (const { path } of fresh) seen.add(key(path));
    return fresh;
  });
}

function key(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** The path of the same placeholder's value in every environment. */
function shared(path: readonly string[]): readonly string[] {
  const [first, , placeholder] = path;
  return first === 'environments' && placeholder !== undefined ? ['values', placeholder] : path;
}

/** The value at a path nested as the answers file holds it below its first key. */
export function nested({ path, value }: Entry): unknown {
  return path.slice(1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** The place of the first value below one of some paths; else it has its default. */
export function placeOf(
  entries: readonly Entry[],
  ...paths: readonly (readonly string[])[]
): string {
  const found = paths.flatMap((wanted) =>
    entries.filter(({ path }) => wanted.every((name, index) => path[index] === name)),
  );
  return found[0]?.at ?? 'the default';
}

/** Runs a step; the place is put before the message of each fault that it throws. */
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
