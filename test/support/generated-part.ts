import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Holds the part of a Markdown file between `<!-- NAME: written by npm run golden -->` and
 * `<!-- end of NAME -->` against what it shall be; `npm run golden` writes it.
 */
export function expectGeneratedPart(file: string, name: string, part: string): void {
  const begin = `<!-- ${name}: written by npm run golden -->\n`;
  const end = `<!-- end of ${name} -->\n`;
  const text = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const wanted = `${before}${begin}\n${part.trim()}\n\n${end}${after}`;
  if (process.env.ECS_IAM_GOLDEN === 'write') writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
}
