import { createInterface } from 'node:readline/promises';
import { type CommandLine, isOn, isSilent } from '../lib/answers/command-line.ts';
import type { Prompt, Replies } from '../lib/answers/prompt.ts';
import { NOTHING_WRITTEN, reportInterrupt } from '../lib/commands/failure.ts';
import type { Invocation } from '../lib/commands/invocation.ts';
import type { WritePlan } from '../lib/starter/write-plan.ts';

/** What a command works with at a terminal. Questions go to stderr: stdout is for results. */
export function atTerminal(line: CommandLine): Invocation {
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    line,
    from: process.cwd(),
    io: {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      isTerminal: isTerminal && !isAutomated() && !isSilent(line.flags),
      isWatched: process.stderr.isTTY === true && !isAutomated(),
      isColoured:
        process.stdout.isTTY === true && !process.env.NO_COLOR && !isOn(line.flags, 'no-color'),
      columns: process.stdout.columns || undefined,
      ask: askLine,
      onInterrupt: (callback) => {
        process.on('SIGINT', callback);
        return () => void process.off('SIGINT', callback);
      },
    },
    ask: askPrompts,
    askConflicts,
  };
}

/** Nobody answers in CI, even where it has a terminal. */
export function isAutomated(): boolean {
  const { CI = '' } = process.env;
  return !['', '0', 'false'].includes(CI.toLowerCase());
}

/** What an interruption at a question of plan, apply, validate or destroy is reported as. */
export const NOTHING_CHANGED = 'Interrupted; nothing was changed.';

async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new Promise<never>((_, reject) => {
    lines.once('SIGINT', () => reject(Object.assign(new Error(), { name: 'ExitPromptError' })));
  });
  try {
    return await Promise.race([lines.question(question), interrupted]).catch(
      reportInterrupt(NOTHING_CHANGED),
    );
  } finally {
    lines.close();
  }
}

async function askPrompts(
  prompts: readonly Prompt[],
  interrupted = NOTHING_WRITTEN,
): Promise<Replies> {
  const { askAtTerminal } = await import('./ask-at-terminal.ts');
  return askAtTerminal(prompts).catch(reportInterrupt(interrupted));
}

async function askConflicts(plan: WritePlan): Promise<WritePlan> {
  const { TerminalAdapter } = await import('@yeoman/adapter');
  const { askByConflicter } = await import('./conflicter.ts');
  return askByConflicter(plan, new TerminalAdapter({ stdout: process.stderr }));
}

/** Shows why a run failed, for the words it was started with. Gives the exit code. */
export async function showFailure(error: unknown, words: readonly string[]): Promise<number> {
  const { describeFailure } = await import('../lib/commands/failure.ts');
  const failure = describeFailure(error, words.includes('--debug'));
  process.stderr.write(failure.text);
  if (asksForJson(words)) process.stdout.write(`${JSON.stringify(failure.json, null, 2)}\n`);
  return failure.exitCode;
}

/** True where errors are to be a JSON document, too: of a line that may not be one to be read. */
function asksForJson(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      ['--json', '--format=json'].includes(word) ||
      (word === '--format' && words[index + 1] === 'json'),
  );
}
