import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';
import { ACME } from './acme.ts';

const folder = freshFolder();

describe('the program', () => {
  test('writes the template and the presets beside it', () => {
    writeFileSync(join(folder(), 'acme.json'), JSON.stringify(ACME));
    runBin(folder(), ['new', 'place', '--yes', '--quiet', '--project', 'x']);
    const words = ['backstage', '--preset', 'acme.json', '--output', 'place/template.yaml'];
    expect(runBin(folder(), words)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(folder(), 'place/acme.json'), 'utf8')).toBe(JSON.stringify(ACME));
    const text = readFileSync(join(folder(), 'place/template.yaml'), 'utf8');
    expect(text).toContain('url: ./acme.json\n');
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a preset that is not there',
      ['--preset', 'no.json'],
      /^error: There is no preset 'no\.json'/,
    ],
    ['a name that Backstage refuses', ['--name', 'a b'], /^error: --name: 'a b' is not a name in/],
    ['a place that is not known', ['--publish', 'svn'], /^error: --publish: 'svn' is not one of/],
    [
      'a folder that is not there',
      ['--output', 'no/t.yaml'],
      /^error: 'no\/t\.yaml' cannot be written/,
    ],
    [
      'two presets of one name',
      ['--preset', 'acme.json', '--preset', 'b/acme.json'],
      /^error: --preset: acme\.json and b\/acme\.json would be one file beside the template/,
    ],
    ['a word', ['x'], /^error: No word is taken; 'x' is a first\./],
  ])('refuses %s in one line', (_, words, message) => {
    mkdirSync(join(folder(), 'b'));
    for (const name of ['acme.json', 'b/acme.json']) {
      writeFileSync(join(folder(), name), JSON.stringify(ACME));
    }
    const { status, stderr } = runBin(folder(), ['backstage', ...words]);
    expect([status, stderr]).toEqual([1, expect.stringMatching(message)]);
  });
});
