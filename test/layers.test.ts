import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** What each room may import, besides itself and what is open to all. Rooms are folders or files of lib/. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'did-you-mean.ts': [],
  iam: [],
  'names.ts': ['iam'],
  'shell.ts': ['iam', 'names.ts'],
  'json.ts': ['iam', 'shell.ts'],
  'templates.ts': ['shell.ts'],
  definition: ['iam', 'service', 'targets', 'answers'],
  evaluate: ['iam'],
  roles: ['iam'],
  grants: ['iam', 'roles'],
  answers: ['iam', 'roles', 'grants', 'targets', 'names.ts'],
  service: ['iam', 'roles', 'grants', 'answers', 'names.ts', 'shell.ts', 'json.ts', 'templates.ts'],
  targets: ['iam', 'roles', 'grants', 'service', 'shell.ts', 'json.ts', 'templates.ts', 'names.ts'],
  validation: ['iam', 'service', 'targets', 'shell.ts', 'json.ts', 'templates.ts', 'names.ts'],
  starter: [
    'validation',
    'iam',
    'roles',
    'grants',
    'answers',
    'service',
    'targets',
    'definition',
    'shell.ts',
    'json.ts',
    'templates.ts',
    'names.ts',
  ],
  plan: ['iam', 'names.ts'],
  report: ['iam', 'plan'],
  live: ['iam', 'plan'],
  commands: [
    'iam',
    'roles',
    'grants',
    'answers',
    'service',
    'plan',
    'live',
    'report',
    // The command `new` writes a repo.
    'starter',
    'shell.ts',
    'json.ts',
    'templates.ts',
    'names.ts',
  ],
};

/** Files that every room may import. */
const OPEN_TO_ALL = ['errors.ts', 'did-you-mean.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const ROOT = resolve('lib');

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /(import|export)(\s+type)?[^;'"]*?\sfrom\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
  return [...text.matchAll(pattern)].map((match) => ({
    from: relative(ROOT, file),
    to: relative(ROOT, resolve(dirname(file), match[3] ?? match[4] ?? '')),
    typeOnly: match[2] !== undefined,
  }));
}

const room = (path: string) => path.split('/')[0] ?? path;
const all = sources(ROOT).flatMap(importsOf);

test('every room of lib/ stands in the table', () => {
  expect(readdirSync(ROOT).filter((entry) => !(entry in MAY_IMPORT))).toEqual([]);
});

test('no room imports one that it may not', () => {
  const wrong = all.filter(({ from, to }) => {
    const [here, there] = [room(from), room(to)];
    return here !== there && !OPEN_TO_ALL.includes(there) && !MAY_IMPORT[here]?.includes(there);
  });
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('no file imports itself by a detour', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of all) {
    if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  expect(cycles).toEqual([]);
});

test('only live/ knows the SDK', () => {
  const users = sources(ROOT).filter((file) => readFileSync(file, 'utf8').includes('@aws-sdk/'));
  expect(users.map((file) => room(relative(ROOT, file))).filter((one) => one !== 'live')).toEqual(
    [],
  );
});

test('no template prints anything unescaped', () => {
  const files = readdirSync('templates', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ejs'))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('<%-'))).toEqual([]);
});
