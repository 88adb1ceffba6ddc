import {
  type CommandLine,
  type Flag,
  parseCommandLine,
  type Words,
} from '../lib/answers/command-line.ts';
import { readOptions } from '../lib/answers/option-values.ts';

/** Flags of Yeoman itself that a user may type; we have no use for them. */
const YEOMAN_FLAGS: readonly Flag[] = [
  'skip-install',
  'skip-cache',
  'force-install',
  'ask-answered',
  'ignore-version-check',
  'local-only',
].map((name) => ({ name, takes: 'none', group: 'run', explanation: "Yeoman's own." }));

/** What Yeoman hands to a generator. */
interface Received {
  /** What the words beside the flags may be. */
  readonly words?: Words | undefined;
  readonly namespace: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** The words typed after `yo ecs-iam` where there are any, else what Yeoman's caller gave. */
export function lineUnderYeoman(
  { namespace, args, options, words }: Received,
  table: readonly Flag[],
): CommandLine {
  const all = [...table, ...YEOMAN_FLAGS];
  const typed = typedWords(namespace);
  if (typed !== undefined) return parseCommandLine(typed, all, words);
  const line = parseCommandLine(args, all, words);
  const given = readOptions(options, table);
  return {
    ...line,
    flags: { ...given.flags, ...line.flags },
    faults: [...given.faults, ...line.faults],
  };
}

/**
 * The words typed after `yo ecs-iam`, as they were typed: `yo` makes numbers of values that look
 * like some. Undefined where the generator was started in another way.
 */
export function typedWords(
  namespace: string,
  words: readonly string[] = process.argv.slice(2),
): readonly string[] | undefined {
  const names = [namespace, namespace.replace(/:app$/, '')];
  const at = words.findIndex((word) => !word.startsWith('-'));
  if (!names.includes(words[at] ?? '')) return undefined;
  // A comma separates generators: each has words of its own.
  if (words.some((word) => word.endsWith(','))) return undefined;
  return [...words.slice(0, at), ...words.slice(at + 1)];
}
