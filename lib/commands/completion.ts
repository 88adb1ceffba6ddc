import type { Flag } from '../answers/command-line.ts';
import { completionScript, SHELLS, type Shell } from '../completion/shells.ts';
import {
  type CompletedCommand,
  type CompletedFlag,
  type FlagValue,
  LATER_WORDS,
} from '../completion/words.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';

/**
 * Prints the script that completes this program in the shell that the first word names. Gives the
 * exit code.
 *
 * @throws UserError `UnknownWord`.
 */
export async function runCompletion(
  invocation: Invocation,
  [first, ...others]: readonly [Command, ...Command[]],
): Promise<number> {
  const { line, io } = invocation;
  if (line.positionals[0] === LATER_WORDS) return printLaterWords(invocation, others);
  throwFaults(line.faults);
  const shell = shellOf(line.positionals[0]);
  const rest = await Promise.all(others.map(completed));
  io.out(completionScript(shell, [await completed(first), ...rest]));
  return EXIT.done;
}

/** Prints what may follow in a shell's script, a line each; whatever is wrong is no concern of a shell. */
async function printLaterWords(
  { line, io, from }: Invocation,
  commands: readonly Command[],
): Promise<number> {
  const [, name, ...words] = line.positionals;
  const command = commands.find((one) => one.name === name);
  const found = (await command?.laterWords?.(words, from)) ?? [];
  io.out(found.map((one) => `${one}\n`).join(''));
  return EXIT.done;
}

function shellOf(word: string | undefined): Shell {
  const shell = SHELLS.find((one) => one === word);
  if (shell !== undefined) return shell;
  const all = `Write ecs-iam completion ${SHELLS.join('|')}.`;
  if (word === undefined) throw new UserError('UnknownWord', 'No shell is named.', all);
  const hint = didYouMean(word, SHELLS, all);
  throw new UserError('UnknownWord', `Completion is not made for ${shown(word)}.`, hint);
}

async function completed(command: Command): Promise<CompletedCommand> {
  const { name, summary, firstWords, laterWords, flags } = command;
  return {
    name,
    summary,
    hasLaterWords: laterWords !== undefined,
    words: firstWords === undefined ? [] : await firstWords(),
    flags: (await flags()).map(completedFlag),
  };
}

function completedFlag(flag: Flag): CompletedFlag {
  const { name, short, takes, explanation } = flag;
  const others = [
    ...(short === undefined ? [] : [`-${short}`]),
    ...(takes === 'yes-no' ? [`--no-${name}`] : []),
  ];
  return { spellings: [`--${name}`, ...others], explanation, value: followedBy(flag) };
}

function followedBy({ takes, choices, metavar = '' }: Flag): FlagValue {
  if (takes !== 'value') return 'none';
  if (choices !== undefined) return choices;
  return /^(FILE|DIR)/.test(metavar) ? 'path' : 'text';
}
