import { UserError } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Flag } from './flag-groups.ts';
import { alternatives, shown } from './parse/basic.ts';

/** Values by flag, in the order given; a flag that takes none has the value 'yes'. */
export type FlagValues = Readonly<Record<string, readonly string[]>>;

/** A command line taken apart. */
export interface CommandLine {
  readonly flags: FlagValues;
  readonly positionals: readonly string[];
  readonly faults: readonly UserError[];
}

const YES_OR_NO = /^(yes|no|true|false|on|off)$/i;

/** Takes a command line apart by a table of flags: `--flag value`, `--flag=value`, `--no-flag`. */
export function parseCommandLine(words: readonly string[], table: readonly Flag[]): CommandLine {
  const flags: Record<string, string[]> = {};
  const positionals: string[] = [];
  const faults: UserError[] = [];
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
    if (before !== undefined && !flag.repeatable && flag.takes !== 'none') faults.push(twice(flag));
    flags[flag.name] = flag.takes === 'none' ? [value] : [...(before ?? []), value];
  }
  return { flags, positionals, faults };
}

interface Read {
  readonly flag: Flag;
  readonly value: string;
}

/** Reads one flag and takes its value from the words that follow. */
function readFlag(word: string, rest: string[], table: readonly Flag[]): Read | UserError {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const negated = table.find((one) => one.takes === 'yes-no' && name === `--no-${one.name}`);
  if (negated !== undefined && inline === undefined) return { flag: negated, value: 'no' };
  const flag = table.find((one) => name === `--${one.name}` || name === `-${one.short}`);
  if (flag === undefined) return unknownFlag(name, table);
  const value = inline ?? valueFrom(rest, flag);
  if (flag.takes === 'none') {
    return inline === undefined ? { flag, value: 'yes' } : takesNone(flag, inline);
  }
  if (value === undefined) return needsValue(flag);
  if (flag.group === 'run' && flag.choices && !flag.choices.includes(value)) {
    return badChoice(flag, flag.choices, value);
  }
  return { flag, value };
}

function valueFrom(rest: string[], { takes }: Flag): string | undefined {
  const [following] = rest;
  if (takes === 'none') return undefined;
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

function twice({ name }: Flag): UserError {
  return new UserError('FlagTwice', `--${name} is given twice.`, 'Give it once.');
}
