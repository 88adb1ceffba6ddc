import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { alternatives } from './parse/basic.ts';

/** The headings of help, in order. */
export const FLAG_GROUPS = {
  main: 'Main questions',
  application: 'What the application uses',
  roles: 'Roles and policies',
  pipeline: 'Source and pipeline',
  values: 'Names and values',
  accounts: 'Other accounts',
  run: 'This run',
} as const;

/** Where a flag stands in help. */
export type FlagGroup = keyof typeof FLAG_GROUPS;

/** A flag of the command line, whether of a question or of the run. */
export interface Flag {
  /** Without the leading `--`. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** 'value' needs one; 'yes-no' may have one and has a `--no-` form; 'none' takes none. */
  readonly takes: 'value' | 'yes-no' | 'none';
  readonly metavar?: string;
  readonly repeatable?: true;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly group: FlagGroup;
  readonly explanation: string;
}

/** Values by flag, in the order given; a flag that takes none has the value 'yes'. */
export type FlagValues = Readonly<Record<string, readonly string[]>>;

/** A command line taken apart. */
export interface CommandLine {
  readonly flags: FlagValues;
  readonly positionals: readonly string[];
  readonly faults: readonly UserError[];
}

/** What the words beside the flags may be, and how many. */
const WORDS = {
  folder: { most: 1, taken: 'One folder is taken', ordinal: 'second' },
  list: { most: 2, taken: 'What to list and one word are taken', ordinal: 'third' },
  learn: { most: 3, taken: 'A word, an exercise and a folder are taken', ordinal: 'fourth' },
  preset: { most: 2, taken: 'new or check and one file are taken', ordinal: 'third' },
  fleet: { most: Number.POSITIVE_INFINITY, taken: '', ordinal: '' },
  change: { most: Number.POSITIVE_INFINITY, taken: '', ordinal: '' },
  policy: { most: 1, taken: 'One policy is taken', ordinal: 'second' },
  message: { most: 1000, taken: 'A message is taken', ordinal: 'word too many' },
  subject: { most: 1, taken: 'One thing to explain is taken', ordinal: 'second' },
  question: { most: 2, taken: 'An action and a resource are taken', ordinal: 'third' },
  command: { most: 1, taken: 'One command is taken', ordinal: 'second' },
  shell: { most: 1, taken: 'One shell is taken', ordinal: 'second' },
  none: { most: 0, taken: 'No word is taken', ordinal: 'first' },
} as const;

/** What the words of a command name. */
export type Words = keyof typeof WORDS;

const YES_OR_NO = /^(yes|no|true|false|on|off)$/i;

/**
 * Takes a command line apart by a table of flags: `--flag value`, `--flag=value`, `--no-flag`, and the
 * words beside them. Faults are returned, to be reported with those of the answers.
 */
export function parseCommandLine(
  words: readonly string[],
  table: readonly Flag[],
  kind: Words = 'folder',
): CommandLine {
  const flags: Record<string, string[]> = {};
  const positionals: string[] = [];
  const faults: UserError[] = [];
  /** All values of flags that take one and are given again. */
  const twice = new Map<string, readonly string[]>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      positionals.push(...rest);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const outcome = readFlag(word, rest, table);
    if (outcome instanceof UserError) {
      faults.push(outcome);
      continue;
    }
    const { flag, value } = outcome;
    const before = flags[flag.name];
    if (before !== undefined && !flag.repeatable && flag.takes !== 'none') {
      twice.set(flag.name, [...(twice.get(flag.name) ?? before), value]);
    } else {
      flags[flag.name] = flag.takes === 'none' ? [value] : [...(before ?? []), value];
    }
  }
  faults.push(...[...twice].map(givenTwice));
  // The value of an unknown flag is not a second folder.
  if (faults.length === 0) faults.push(...tooManyWords(positionals, kind));
  return { flags, positionals, faults };
}

/** True where a flag is given. */
export function isOn(flags: FlagValues, name: string): boolean {
  return flags[name] !== undefined;
}

/** True where the result is to be one JSON document. */
export function wantsJson(flags: FlagValues): boolean {
  return isOn(flags, 'json') || flags.format?.[0] === 'json';
}

/** True where nobody is to be asked. */
export function isSilent(flags: FlagValues): boolean {
  return isOn(flags, 'yes') || wantsJson(flags);
}

/** Reads one flag and takes its value from the words that follow. */
function readFlag(
  word: string,
  rest: string[],
  table: readonly Flag[],
): { readonly flag: Flag; readonly value: string } | UserError {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const negated = table.find((one) => one.takes === 'yes-no' && name === `--no-${one.name}`);
  if (negated !== undefined && inline === undefined) return { flag: negated, value: 'no' };
  const flag = table.find((one) => name === `--${one.name}` || name === `-${one.short}`);
  if (flag === undefined) return unknownFlag(name, table);
  if (flag.takes === 'none') {
    return inline === undefined ? { flag, value: 'yes' } : takesNone(flag, inline);
  }
  const value = inline ?? valueFrom(rest, flag);
  if (value === undefined) return needsValue(flag);
  if (flag.group === 'run' && flag.choices && !flag.choices.includes(value)) {
    return badChoice(flag, flag.choices, value);
  }
  return { flag, value };
}

function valueFrom(rest: string[], { takes }: Flag): string | undefined {
  const [following] = rest;
  if (takes === 'yes-no') {
    return following !== undefined && YES_OR_NO.test(following) ? rest.shift() : 'yes';
  }
  return following === undefined || following.startsWith('--') ? undefined : rest.shift();
}

function unknownFlag(name: string, table: readonly Flag[]): UserError {
  const known = table.flatMap((flag) =>
    flag.takes === 'yes-no' ? [`--${flag.name}`, `--no-${flag.name}`] : [`--${flag.name}`],
  );
  const hint = didYouMean(name, known, 'Flags are listed by --help.');
  return new UserError('UnknownFlag', `Unknown flag ${shown(name)}.`, hint);
}

function needsValue({ name, metavar, choices }: Flag): UserError {
  const form = choices ? alternatives(choices) : (metavar ?? 'VALUE');
  return new UserError('FlagNeedsValue', `--${name} needs a value.`, `Write --${name} ${form}.`);
}

function takesNone({ name }: Flag, value: string): UserError {
  const message = `--${name} takes no value, but has ${shown(value)}.`;
  return new UserError('FlagTakesNoValue', message, `Write --${name}.`);
}

function badChoice({ name }: Flag, choices: readonly string[], value: string): UserError {
  const hint = didYouMean(value, choices, `Choose ${alternatives(choices)}.`);
  return new UserError('UnknownWord', `--${name}: ${shown(value)} is not one of its values.`, hint);
}

function givenTwice([name, values]: readonly [string, readonly string[]]): UserError {
  const list = values.map(shown);
  const message = `--${name} is given ${list.length === 2 ? 'twice' : `${list.length} times`}: ${list.join(', ')}.`;
  // Which of the values is meant is open, so none of them is checked: the cause names the flag.
  return new UserError('FlagTwice', message, 'Give it once.', { cause: { at: `--${name}` } });
}

function tooManyWords(words: readonly string[], kind: Words): readonly UserError[] {
  const { most, taken, ordinal } = WORDS[kind];
  const surplus = words[most];
  if (surplus === undefined) return [];
  const hint = 'Put a path that holds blanks in quotes.';
  return [new UserError('TooManyWords', `${taken}; '${surplus}' is a ${ordinal}.`, hint)];
}
