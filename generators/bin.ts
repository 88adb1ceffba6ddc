#!/usr/bin/env node
import { isOn, parseCommandLine } from '../lib/answers/command-line.ts';
import { checkFolderWord, pickCommand } from '../lib/commands/commands.ts';
import { atTerminal } from './terminal.ts';

/** Runs the program: the words after its name, and the exit code it ends with. */
async function main(words: readonly string[]): Promise<number> {
  const [first] = words;
  if (first === '-h' || first === '--help') return main(['help']);
  if (first === '-V' || first === '--version') return main(['version']);
  try {
    return await run(words);
  } catch (error) {
    const { describeFailure } = await import('../lib/commands/failure.ts');
    const failure = describeFailure(error, words.includes('--debug'));
    process.stderr.write(failure.text);
    if (asksForJson(words)) process.stdout.write(`${JSON.stringify(failure.json, null, 2)}\n`);
    return failure.exitCode;
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

/** True where errors are to be a JSON document, too: of a line that may not be one to be read. */
function asksForJson(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      ['--json', '--format=json'].includes(word) ||
      (word === '--format' && words[index + 1] === 'json'),
  );
}

// A reader that closes early (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await main(process.argv.slice(2));
