import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const PAGE = 'docs/can.md';
const folder = freshFolder();

/** The page with what the commands of each example print now. */
function pageAsRun(page: string): string {
  let place = folder();
  return page.replace(/(?<=```console\n)[\s\S]*?(?=```)/g, (block) => {
    const commands = block.split('\n').filter((line) => line.startsWith('$ '));
    return commands
      .map((line) => {
        const [, program, ...words] = line.split(' ');
        if (program !== 'cd') {
          const { stdout, stderr } = runBin(place, words);
          return `${line}\n${stdout}${stderr}`;
        }
        place = join(place, ...words);
        cpSync('docs/can', place, { recursive: true });
        return `${line}\n`;
      })
      .join('');
  });
}

test('the page about can shows what its commands print', () => {
  const page = readFileSync(PAGE, 'utf8');
  const now = pageAsRun(page);
  if (process.env.ECS_IAM_GOLDEN === 'write') writeFileSync(resolve(PAGE), now);
  else expect(page).toBe(now);
}, 60_000);

test('the page about can answers ten questions', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page.match(/^## \d+\. .*\?$/gm)).toHaveLength(10);
});
