import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { pickCommand } from '../../lib/commands/commands.ts';
import { describeFailure } from '../../lib/commands/failure.ts';
import { settleConflicts } from '../../lib/starter/write-plan.ts';
import type { Outcome } from './built-bin.ts';

/** What a person at the terminal does; without it nobody is there. */
export interface AtTerminal {
  readonly reply: (name: string) => unknown;
  /** What they type at a question for a line of text. */
  readonly types?: string;
  /** Of their terminal. */
  readonly columns?: number;
}

/** Runs the program in this process, as generators/bin.ts does: in a folder, without a terminal. */
export async function runCommand(
  folder: string,
  words: readonly string[],
  person?: AtTerminal,
): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const isTerminal = person !== undefined;
  try {
    const { command, rest } = pickCommand(words);
    const line = parseCommandLine(rest, await command.flags(), command.words);
    const status = await command.run({
      line,
      from: folder,
      io: {
        out: (text) => {
          said.stdout += text;
        },
        err: (text) => {
          said.stderr += text;
        },
        isTerminal,
        columns: person?.columns,
        isColoured: false,
        ask: async () => person?.types ?? '',
        onInterrupt: () => () => {},
      },
      ask: async (prompts) =>
        Object.fromEntries(prompts.map(({ name }) => [name, person?.reply(name)])),
      askConflicts: async (plan) => settleConflicts(plan, 'abort'),
    });
    return { status, ...said };
  } catch (error) {
    const { text, exitCode } = describeFailure(error, false);
    return { status: exitCode, stdout: said.stdout, stderr: said.stderr + text };
  }
}
