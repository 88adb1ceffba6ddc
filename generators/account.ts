import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { runAccountCommand } from '../lib/commands/account-command.ts';
import type { AccountCommand } from '../lib/commands/account-flags.ts';
import type { CommandIo } from '../lib/commands/io.ts';
import { throwFaults, UserError } from '../lib/errors.ts';
import type { Ask } from './ask.ts';
import type { Run } from './commands.ts';
import { saysOfInterrupt } from './interrupt.ts';

/** Gives the work of plan, apply, validate or destroy. */
export function accountRun(command: AccountCommand): (run: Run) => Promise<number> {
  return async (run) => {
    const { flags, positionals, faults } = run.line;
    throwFaults([...faults, ...tooManyWords(positionals)]);
    return runAccountCommand(command, resolve(run.from, positionals[0] ?? '.'), flags, ioOf(run));
  };
}

function tooManyWords([, second]: readonly string[]): readonly UserError[] {
  if (second === undefined) return [];
  const hint = 'Put a path that holds blanks in quotes.';
  return [new UserError('TooManyWords', `One folder is taken; '${second}' is a second.`, hint)];
}

function ioOf(run: Run): CommandIo {
  const { ask } = run;
  return {
    out: run.print,
    err: run.say,
    isTerminal: run.interactive,
    isColoured: process.stdout.isTTY === true && !process.env.NO_COLOR,
    ask: ask === undefined ? askLine : (question) => askBy(ask, question),
    onInterrupt: (callback) => {
      process.on('SIGINT', callback);
      return () => void process.off('SIGINT', callback);
    },
  };
}

const NOTHING_CHANGED = 'Interrupted; nothing was changed.';

/** Asks on stderr: stdout is for results. */
async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new Promise<never>((_, reject) => {
    lines.once('SIGINT', () => reject(Object.assign(new Error(), { name: 'ExitPromptError' })));
  });
  try {
    return await Promise.race([lines.question(question), interrupted]).catch(
      saysOfInterrupt(NOTHING_CHANGED),
    );
  } finally {
    lines.close();
  }
}

async function askBy(ask: Ask, message: string): Promise<string> {
  const { answer } = await ask([{ type: 'input', name: 'answer', message }], NOTHING_CHANGED);
  return String(answer ?? '');
}
