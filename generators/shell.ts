import type { InputOutputAdapter } from '@yeoman/adapter/types';
import { type FlagValues, parseCommandLine } from '../lib/answers/command-line.ts';
import type { Flag } from '../lib/answers/flag-groups.ts';
import { describeFlags } from '../lib/answers/help.ts';
import { UserError } from '../lib/errors.ts';
import type { Ask } from './ask.ts';
import { askConflicts } from './ask-conflicts.ts';
import type { Command } from './commands.ts';
import { NOTHING_WRITTEN, saysOfInterrupt } from './interrupt.ts';
import { packageVersion } from './package-version.ts';
import { optionFlags, YEOMAN_FLAGS, yeomanWords } from './yeoman-words.ts';

/** What a Yeoman generator hands over to run one command of ours. */
export interface YeomanSide {
  readonly namespace: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly adapter: InputOutputAdapter;
  readonly ask: Ask;
  /** Where the user stands. */
  readonly from: string;
}

/**
 * Runs a command as the program of our own does, with Yeoman's prompts. Yeoman shows an error's
 * message alone, so its hint is said before.
 *
 * @throws UserError as the command; the prompt's error with code 130 when the user interrupts.
 */
export async function runUnderYeoman(command: Command, side: YeomanSide): Promise<void> {
  const table = await command.flags();
  const line = commandLine(table, side);
  const { flags } = line;
  if (flags.version !== undefined) return print(`${packageVersion()}\n`);
  const silent = flags.yes !== undefined || flags.json !== undefined || isJson(flags);
  try {
    const run = await command.load();
    const exitCode = await run({
      line,
      from: side.from,
      interactive: !silent && isSomeoneThere(side.adapter),
      // The adapter tells Yeoman of this very error at once, so it has its words at once.
      ask: (prompts, interrupted = NOTHING_WRITTEN) =>
        side.ask(prompts).catch(saysOfInterrupt(interrupted)),
      askConflicts: (plan) =>
        askConflicts(plan, side.adapter).catch(saysOfInterrupt(NOTHING_WRITTEN)),
      print,
      say: (text) => side.adapter.log.write(text),
    });
    if (exitCode !== 0) process.exitCode = exitCode;
  } catch (error) {
    throw forYeoman(error, side.adapter);
  }
}

/** Help as `yo ecs-iam --help` shows it; Yeoman wants it at once. */
export function yeomanHelp(usage: string, flags: readonly Flag[]): string {
  return `Usage: yo ${usage} [FLAGS]\n\n${describeFlags(flags, 80)}`;
}

/** The words typed after `yo ecs-iam` where there are such, else what Yeoman's caller gave. */
function commandLine(
  table: readonly Flag[],
  side: YeomanSide,
): ReturnType<typeof parseCommandLine> {
  const all = [...table, ...YEOMAN_FLAGS];
  const typed = yeomanWords(process.argv.slice(2), side.namespace);
  if (typed !== undefined) return parseCommandLine(typed, all);
  const line = parseCommandLine(side.args, all);
  return { ...line, flags: { ...optionFlags(side.options, table), ...line.flags } };
}

function isJson(flags: FlagValues): boolean {
  return flags.format?.[0] === 'json';
}

/** A terminal, or an adapter that answers by program: that one reads from no stream. */
function isSomeoneThere(adapter: InputOutputAdapter): boolean {
  const actual: object = Object(Reflect.get(adapter, 'actualAdapter') ?? adapter);
  const stdin: unknown = Reflect.get(actual, 'stdin');
  return stdin === undefined || Reflect.get(Object(stdin), 'isTTY') === true;
}

function forYeoman(error: unknown, adapter: InputOutputAdapter): unknown {
  if (error instanceof UserError && error.hint !== '') adapter.log.write(`${error.hint}\n`);
  return error;
}

function print(text: string): void {
  process.stdout.write(text);
}
