#!/usr/bin/env node
import { isOn, parseCommandLine, wantsJson } from '../lib/answers/command-line.ts';
import { helpText, packageVersion, pickCommand } from '../lib/commands/commands.ts';
import { atTerminal } from './terminal.ts';

/** Runs the program: the words after its name, and the exit code it ends with. */
async function main(words: readonly string[]): Promise<number> {
  const { command, named, rest } = pickCommand(words);
  const line = parseCommandLine(rest, await command.flags(), command.words);
  const { flags } = line;
  if (isOn(flags, 'help')) return print(await helpText(command, named, columns()));
  if (isOn(flags, 'version')) return print(`${packageVersion()}\n`);
  if (isOn(flags, 'no-color')) process.env.NO_COLOR = '1';
  try {
    return await command.run(atTerminal(line));
  } catch (error) {
    const { describeFailure } = await import('../lib/commands/failure.ts');
    const failure = describeFailure(error, isOn(flags, 'debug'));
    process.stderr.write(failure.text);
    if (wantsJson(flags)) print(`${JSON.stringify(failure.json, null, 2)}\n`);
    return failure.exitCode;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function columns(): number {
  return Math.min(100, Math.max(80, process.stdout.columns ?? 80));
}

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
