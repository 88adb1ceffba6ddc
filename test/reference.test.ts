import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { referencePages } from './support/reference.ts';
import { filesBelow } from './support/source-files.ts';

const FOLDER = 'docs/reference';
const pages = await referencePages();

if (process.env.ECS_IAM_GOLDEN === 'write') {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
    writeFileSync(join(FOLDER, path), text);
  }
}

test('the reference has its pages, and no other', () => {
  const found = filesBelow(FOLDER).map((path) => path.slice(FOLDER.length + 1));
  expect(found).toEqual([...pages.keys()].sort());
});

test.each([...pages.keys()])('%s is what the catalogue says', (path) => {
  expect(readFileSync(join(FOLDER, path), 'utf8')).toBe(pages.get(path));
});

test('every page is one click from the index, and every link leads to a page', () => {
  const index = pages.get('README.md') ?? '';
  expect(
    [...pages.keys()].filter((path) => path !== 'README.md' && !index.includes(`(${path})`)),
  ).toEqual([]);
  const broken = [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].flatMap(([, link = '']) => {
      const target = normalize(join(FOLDER, dirname(path), link));
      return existsSync(target) ? [] : [`${path}: ${link}`];
    }),
  );
  expect(broken).toEqual([]);
});

test('every role has requests that it is denied', () => {
  const roles = [...pages].filter(([path]) => path.startsWith('roles/'));
  const lacking = roles.filter(([, text]) => !/\n\| denied \| `/.test(text));
  expect(lacking.map(([path]) => path)).toEqual([]);
});

test('every role is shown in the syntax of each tool', () => {
  const empty = [...pages].filter(
    ([path, text]) =>
      path.startsWith('roles/') && /```(yaml|terraform|typescript|json)\n\s*```/.test(text),
  );
  expect(empty.map(([path]) => path)).toEqual([]);
});
