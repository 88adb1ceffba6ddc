import type { Flag } from '../answers/command-line.ts';
import { completionScript, SHELLS, type Shell } from '../completion/shells.ts';
import type { CompletedCommand, CompletedFlag, FlagValue } from '../completion/words.ts';
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
  { line, io }: Invocation,
  [first, ...others]: readonly [Command, ...Command[]],
): Promise<number> {
  throwFaults(line.faults);
  const shell = shellOf(line.positionals[0]);
  const rest = await Promise.all(others.map(completed));
  io.out(completionScript(shell, [await completed(first), ...rest]));
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

async function completed({ name, summary, firstWords, flags }: Command): Promise<CompletedCommand> {
  return {
    name,
    summary,
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
