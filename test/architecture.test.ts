import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { errorCodesAsMarkdown } from './support/error-codes.ts';
import { expectGeneratedPart } from './support/generated-part.ts';

const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md'] as const;

test('the table of rooms has a line for every folder of lib, and for no other', () => {
  const [, table = ''] = readFileSync('ARCHITECTURE.md', 'utf8').split('| Room | What it is for |');
  const [rows = ''] = table.split('\n\n');
  const rooms = [...rows.matchAll(/^\| `lib\/([\w-]+)` \| \S/gm)].map(([, room]) => room);
  const folders = readdirSync('lib', { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(rooms.sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('the page names every file that stands beside the rooms', () => {
  const page = readFileSync('ARCHITECTURE.md', 'utf8');
  const files = readdirSync('lib', { withFileTypes: true }).filter((one) => one.isFile());
  expect(files.filter(({ name }) => !page.includes(`\`lib/${name}\``))).toEqual([]);
});

test('the error codes are those that the program throws', () => {
  expectGeneratedPart('ARCHITECTURE.md', 'error codes', errorCodesAsMarkdown());
});

test.each(PAGES)('every path that %s names is there', (page) => {
  const paths = [
    ...readFileSync(page, 'utf8').matchAll(/`((?:lib|test|generators|templates)\/[^`]*)`/g),
  ];
  const plain = paths.map(([, path = '']) => path).filter((path) => !/[<*]/.test(path));
  expect(plain.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(PAGES)('every command that %s names is a script of package.json', (page) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const commands = [...readFileSync(page, 'utf8').matchAll(/`npm (?:run )?([\w:-]+)/g)];
  const named = commands.map(([, name = '']) => name).filter((name) => name !== 'ci');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}
