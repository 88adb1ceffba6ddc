import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { filesBelow } from './support/source-files.ts';

/** The pages of the product: those for its users, and those for whoever changes it. */
const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
  ...readdirSync('examples').map((name) => join('examples', name, 'README.md')),
];

test('every page is within two clicks of the README', () => {
  const near = new Set(['README.md']);
  for (let click = 0; click < 2; click += 1) {
    const pages = [...near].filter((path) => path.endsWith('.md') || isFolder(path));
    for (const target of pages.flatMap(linksOf)) near.add(target);
  }
  expect(PAGES.filter((page) => !near.has(page))).toEqual([]);
});

test.each(PAGES)('every link of %s to a file leads to one', (page) => {
  expect(linksOf(page).filter((target) => !existsSync(target))).toEqual([]);
});

/** The files that a page links to; a folder is its README, else a page of links itself. */
function linksOf(page: string): readonly string[] {
  if (isFolder(page)) {
    return readdirSync(page).map((name) => readmeOf(join(page, name)));
  }
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .flatMap(([, link = '']) => (/^[a-z]+:/.test(link) ? [] : [link]))
    .map((link) => relative('.', normalize(join(dirname(page), link))))
    .map(readmeOf);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function readmeOf(path: string): string {
  const readme = join(path, 'README.md');
  return existsSync(readme) ? readme : path;
}
