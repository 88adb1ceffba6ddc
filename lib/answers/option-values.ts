import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import type { Flag, FlagValues } from './command-line.ts';
import { attempt, isObject } from './parse/basic.ts';

/** Options that Yeoman and its environment give to every generator, spelled with hyphens or without. */
const OF_YEOMAN: ReadonlySet<string> = new Set([
  ...['_', '_meta', '$0', 'env', 'resolved', 'namespace', 'unique-by', 'destination-root'],
  ...['force', 'bail', 'whitespace', 'skip-regenerate', 'shared-data', 'console', 'adapter'],
  ...['forward-error-to-environment', 'skip-parse-options', 'skip-check-env', 'log-cwd', 'log'],
  ...['skip-install', 'force-install', 'skip-cache', 'skip-local-cache', 'local-config-only'],
  ...['ask-answered', 'ignore-version-check', 'node-package-manager', 'local-only', 'cwd'],
  ...['insight', 'update-notifier', 'generate-into', 'help', 'version'],
]);

/** Flags that options give, and what is wrong with them. */
export interface ReadOptions {
  readonly flags: FlagValues;
  readonly faults: readonly UserError[];
}

/**
 * Options that a caller gave as an object, as flags: `{ dryRun: true, environments: ['dev', 'prod'],
 * tag: { team: 'a' } }`. A list is the list that the flag takes; what is undefined, null or an empty
 * list is not given. An option that is neither ours nor Yeoman's is a fault.
 */
export function readOptions(
  options: Readonly<Record<string, unknown>>,
  table: readonly Flag[],
): ReadOptions {
  const faults: UserError[] = [];
  const flags = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    const name = hyphenated(key);
    const flag = table.find((one) => one.name === name);
    if (flag === undefined) {
      if (!OF_YEOMAN.has(name)) faults.push(unknownOption(key, table));
      continue;
    }
    const texts = attempt(() => textsOf(value, flag), faults)?.value ?? [];
    if (texts.length > 0) flags.set(name, texts);
  }
  return { flags: Object.fromEntries(flags), faults };
}

function hyphenated(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function unknownOption(key: string, table: readonly Flag[]): UserError {
  const known = table.map(({ name }) => (key.includes('-') ? name : camelCase(name)));
  const hint = didYouMean(key, known, 'yo ecs-iam --help lists them.');
  return new UserError('UnknownFlag', `Unknown option ${shown(key)}.`, hint);
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What a flag takes: pairs, one value, several by commas, or several by repetition. */
function textsOf(value: unknown, flag: Flag): readonly string[] {
  const { name, takes, metavar = '', repeatable } = flag;
  if (isObject(value)) {
    if (!repeatable || !metavar.includes('=')) throw notTaken(name, value);
    if (metavar.startsWith('PRESET')) return [grantText(value)];
    return pairs(value).map(([key, one]) => `${key}=${text(one, name)}`);
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (repeatable) return items.flatMap((one) => textsOf(one, flag));
    const texts = items.map((one) => text(one, name));
    if (texts.length < 2) return texts;
    if (!metavar.includes('…')) throw notTaken(name, value);
    return [texts.join(',')];
  }
  if (value === true) return ['yes'];
  if (value === false) return takes === 'yes-no' ? ['no'] : [];
  return [text(value, name)];
}

/** A grant as the answers file holds it, as its flag takes it. */
function grantText({ preset, ...values }: Readonly<Record<string, unknown>>): string {
  const own = pairs(values).map(([key, one]) => `${key}=${text(one, 'grant')}`);
  return [text(preset, 'grant'), ...own].join(',');
}

function pairs(object: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(object).filter(([, one]) => one !== undefined && one !== null);
}

function text(value: unknown, name: string): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw notTaken(name, value);
}

function notTaken(name: string, value: unknown): UserError {
  const what = Array.isArray(value) ? 'one value' : 'a text';
  const hint = `yo ecs-iam --help shows what --${name} takes.`;
  return new UserError('BadValue', `--${name}: ${shown(value)} is not ${what}.`, hint);
}
