import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFlags, describeRows } from '../answers/help.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { packageFolder } from '../package-folder.ts';
import { COMMAND_GROUPS, type Command } from './command.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';

/**
 * Prints the help of the program, or of the command that the first word names. Gives the exit code.
 *
 * @throws UserError `UnknownCommand`.
 */
export async function runHelp(
  { line, io }: Invocation,
  commands: readonly Command[],
): Promise<number> {
  throwFaults(line.faults);
  const [word] = line.positionals;
  if (word === undefined) {
    io.out(overview(commands, helpWidth()));
    return EXIT.done;
  }
  const command = commands.find(({ name }) => name === word);
  if (command === undefined) {
    const names = commands.map(({ name }) => name);
    const hint = didYouMean(word, names, 'ecs-iam help lists the commands.');
    throw new UserError('UnknownCommand', `There is no command ${shown(word)}.`, hint);
  }
  io.out(await commandHelp(command, helpWidth()));
  return EXIT.done;
}

const ABOUT =
  'Generates the IAM roles an Amazon ECS service needs, least privilege, as AWS CLI scripts,\n' +
  'CloudFormation, CDK or Terraform.\n';

const STARTS = [
  ['ecs-iam new shop', 'Asks a few questions, then writes the repo.'],
  ['ecs-iam plan --practice', 'In the repo: what apply would do, without an account.'],
] as const;

/** Help of the program: every command in a line or two; columns wide. */
export function overview(commands: readonly Command[], width: number): string {
  const groups = Object.entries(COMMAND_GROUPS).flatMap(([id, title]) => {
    const rows = commands.flatMap(({ group, usage, summary }) =>
      group === id ? [[usage, summary] as const] : [],
    );
    return rows.length === 0 ? [] : [`${title}:\n${describeRows(rows, width)}`];
  });
  const examples = `Examples:\n${describeRows(STARTS, width)}`;
  const more = 'ecs-iam help COMMAND explains a command, with its flags and examples.\n';
  return `${ABOUT}\nUsage: ecs-iam [COMMAND] [FLAGS]\n\n${groups.join('\n')}\n${examples}\n${more}`;
}

/** Help of one command: summary, usage, examples, flags; columns wide. */
export async function commandHelp(command: Command, width: number): Promise<string> {
  const { summary, usage, flags, more } = command;
  const table = await more?.();
  const examples = exampleRows(command, (words) => `ecs-iam ${words}`);
  return [
    `${summary}\n`,
    `Usage: ecs-iam ${usage} [FLAGS]\n`,
    `Examples:\n${describeRows(examples, width)}`,
    ...(table ? [`${table.title}:\n${describeRows(table.rows, width)}`] : []),
    describeFlags(await flags(), width),
  ].join('\n');
}

/** The examples of a command, spelt as they are typed. */
export function exampleRows(
  { examples }: Command,
  spell: (words: string) => string,
): readonly (readonly [string, string])[] {
  return examples.map(([words, does]) => [spell(words), does]);
}

/** Columns of help: those of the terminal, within what reads well. */
export function helpWidth(): number {
  return Math.min(100, Math.max(80, process.stdout.columns ?? 80));
}

/** The version of this package, from its package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return String(version);
}
