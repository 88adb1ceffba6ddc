#!/usr/bin/env node
import { isOn, parseCommandLine } from '../lib/answers/command-line.ts';
import { checkFolderWord, pickCommand } from '../lib/commands/commands.ts';
import { atTerminal, showFailure } from './terminal.ts';

/** Runs the program: the words after its name, and the exit code it ends with. */
async function main(words: readonly string[]): Promise<number> {
  const [first] = words;
  if (first === '-h' || first === '--help') return main(['help']);
  if (first === '-V' || first === '--version') return main(['version']);
  try {
    return await run(words);
  } catch (error) {
    return showFailure(error, words);
  }
}

async function run(words: readonly string[]): Promise<number> {
  const { command, named, rest } = pickCommand(words);
  const line = parseCommandLine(rest, await command.flags(), command.words);
  const { flags } = line;
  if (isOn(flags, 'help')) {
    const { commandHelp, helpWidth } = await import('../lib/commands/help.ts');
    process.stdout.write(await commandHelp(command, helpWidth()));
    return 0;
  }
  if (isOn(flags, 'version')) return main(['version']);
  if (!named) checkFolderWord(line);
  if (isOn(flags, 'no-color')) process.env.NO_COLOR = '1';
  return command.run(atTerminal(line));
}

// A reader that closes early (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await main(process.argv.slice(2));
