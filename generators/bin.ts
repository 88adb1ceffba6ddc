#!/usr/bin/env node
import { parseCommandLine } from '../lib/answers/command-line.ts';
import { pickCommand } from './commands.ts';
import { packageVersion } from './package-version.ts';

/** Runs the program: the words after its name, and the exit code it ends with. */
export async function main(words: readonly string[]): Promise<number> {
  const { command, named, rest } = pickCommand(words);
  const line = parseCommandLine(rest, await command.flags());
  const { flags } = line;
  const on = (name: string) => flags[name] !== undefined;
  if (on('help')) {
    const { helpText } = await import('./help-text.ts');
    return print(await helpText(command, named, columns()));
  }
  if (on('version')) return print(`${packageVersion()}\n`);
  if (on('no-color')) process.env.NO_COLOR = '1';
  const json = on('json') || flags.format?.[0] === 'json';
  try {
    const run = await command.load();
    return await run({
      line,
      from: process.cwd(),
      interactive: isTerminal() && !on('yes') && !json,
      print,
      say: (text) => void process.stderr.write(text),
    });
  } catch (error) {
    const { describeFailure } = await import('./report-error.ts');
    const failure = describeFailure(error, on('debug'));
    process.stderr.write(failure.text);
    if (json) print(`${JSON.stringify(failure.json, null, 2)}\n`);
    return failure.exitCode;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Prompts go to stderr, so that a result can be piped. */
function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

function columns(): number {
  return Math.min(100, Math.max(80, process.stdout.columns ?? 80));
}

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
