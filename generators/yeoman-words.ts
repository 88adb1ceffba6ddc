import type { FlagValues } from '../lib/answers/command-line.ts';
import type { Flag } from '../lib/answers/flag-groups.ts';

/** Flags of Yeoman itself that a user may type; we have no use for them. */
export const YEOMAN_FLAGS: readonly Flag[] = [
  'skip-install',
  'skip-cache',
  'force-install',
  'ask-answered',
  'ignore-version-check',
  'local-only',
].map((name) => ({ name, takes: 'none', group: 'run', explanation: "Yeoman's own." }));

/**
 * The words typed after `yo ecs-iam`, as they were typed: `yo` makes numbers of values that look
 * like some. Undefined where the generator was started in another way.
 */
export function yeomanWords(
  words: readonly string[],
  namespace: string,
): readonly string[] | undefined {
  const names = [namespace, namespace.replace(/:app$/, '')];
  const at = words.findIndex((word) => !word.startsWith('-'));
  // A comma separates generators: each has words of its own.
  if (!names.includes(words[at] ?? '') || words.some((word) => word.endsWith(',')))
    return undefined;
  return [...words.slice(0, at), ...words.slice(at + 1)];
}

/** Options that a caller gave as an object, as flags: `{ dryRun: true, tag: ['a=1', 'b=2'] }`. */
export function optionFlags(
  options: Readonly<Record<string, unknown>>,
  table: readonly Flag[],
): FlagValues {
  const found = table.flatMap((flag): readonly (readonly [string, readonly string[]])[] => {
    const value = options[flag.name] ?? options[camelCase(flag.name)];
    const texts = valuesOf(value, flag);
    return texts.length === 0 ? [] : [[flag.name, texts]];
  });
  return Object.fromEntries(found);
}

function valuesOf(value: unknown, { takes }: Flag): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map(String);
  if (value === true) return ['yes'];
  if (value === false) return takes === 'yes-no' ? ['no'] : [];
  return [String(value)];
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
