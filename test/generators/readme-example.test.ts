import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

/** The lines typed in the README's first example of a section. */
function example(section: string): readonly string[] {
  const [, text = ''] = readFileSync('README.md', 'utf8').split(`## ${section}\n`);
  const [, block = ''] = text.split('```console\n');
  const [lines = ''] = block.split('```');
  return lines.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
}

test("the README's first example works as it stands, without credentials", () => {
  let place = folder();
  const ended: string[] = [];
  for (const line of example('Three ways to start')) {
    const [program, ...words] = line.replace(/\s*#.*/, '').split(' ');
    if (program === 'cd') place = join(place, ...words);
    else ended.push(`${words[0]} ${runBin(place, words).status}`);
  }
  expect(ended).toEqual(['new 0', 'plan 2', 'apply 0', 'validate 0', 'destroy 0']);
});
