import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { filesBelow, typescriptFiles } from './support/source-files.ts';

/** Files of `lib/` for everyone: the error, names, one printer a format. Above them stands the rest. */
const GROUND = [
  ...['errors.ts', 'did-you-mean.ts', 'iam'],
  ...['names.ts', 'shell.ts', 'json.ts', 'json-text.ts', 'templates.ts', 'wrap.ts'],
];
const CATALOGUE = ['roles', 'grants'];

/**
 * What each room may import, besides itself: rooms that stand above it in this table, so that there is
 * no circle. A room is a folder or a file of `lib/`, or one of `ROOMS_OF_THEIR_OWN`.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'did-you-mean.ts': [],
  iam: ['errors.ts'],
  'names.ts': ['errors.ts', 'iam'],
  'shell.ts': ['errors.ts', 'iam', 'names.ts'],
  'json.ts': ['errors.ts', 'iam', 'shell.ts'],
  'json-text.ts': ['errors.ts'],
  'package-folder.ts': [],
  'wrap.ts': [],
  'files-below.ts': [],
  'yaml-text.ts': ['errors.ts', 'json-text.ts'],
  'templates.ts': ['errors.ts', 'shell.ts', 'package-folder.ts'],
  roles: ['errors.ts', 'iam', 'names.ts'],
  grants: ['errors.ts', 'iam', 'roles'],
  'targets/ids.ts': [],
  answers: [
    ...['errors.ts', 'did-you-mean.ts', 'iam', 'names.ts', 'json-text.ts', 'wrap.ts'],
    ...CATALOGUE,
    'targets/ids.ts',
  ],
  taskdef: [...['errors.ts', 'did-you-mean.ts', 'iam', 'json-text.ts', 'roles', 'answers']],
  service: [...GROUND, ...CATALOGUE, 'targets/ids.ts', 'answers'],
  targets: [...GROUND, ...CATALOGUE, 'targets/ids.ts', 'service'],
  definition: [
    ...GROUND,
    'files-below.ts',
    'roles',
    'targets/ids.ts',
    'answers',
    'service',
    'targets',
  ],
  evaluate: ['errors.ts', 'did-you-mean.ts', 'iam'],
  authorization: ['errors.ts', 'did-you-mean.ts', 'package-folder.ts', 'evaluate'],
  preset: [
    ...['errors.ts', 'did-you-mean.ts', 'iam', 'json-text.ts', 'grants', 'roles'],
    'package-folder.ts',
    ...['answers', 'authorization'],
  ],
  change: ['errors.ts', 'did-you-mean.ts', 'iam', ...CATALOGUE, 'answers'],
  can: ['errors.ts', 'did-you-mean.ts', 'iam', 'evaluate', 'authorization'],
  explain: [
    ...['errors.ts', 'did-you-mean.ts', 'iam', 'wrap.ts', ...CATALOGUE],
    ...['evaluate', 'authorization', 'can'],
  ],
  why: [
    ...['errors.ts', 'iam', 'shell.ts', ...CATALOGUE],
    ...['answers', 'evaluate', 'can', 'explain'],
  ],
  plan: ['errors.ts', 'iam', 'names.ts', 'definition', 'evaluate'],
  report: ['errors.ts', 'iam', 'evaluate', 'plan'],
  live: ['errors.ts', 'iam', 'definition', 'plan'],
  validation: [...GROUND, 'service', 'targets', 'definition', 'evaluate'],
  map: ['iam', 'evaluate', 'can', 'validation'],
  starter: [
    ...[...GROUND, ...CATALOGUE, 'targets/ids.ts', 'answers', 'service', 'targets', 'definition'],
    // The colours of a terminal.
    ...['validation', 'report'],
  ],
  fleet: [
    ...[
      'errors.ts',
      'did-you-mean.ts',
      'iam',
      'names.ts',
      'json-text.ts',
      'yaml-text.ts',
      'package-folder.ts',
    ],
    ...['roles', 'answers', 'service', 'targets', 'definition', 'report', 'preset', 'starter'],
  ],
  adopt: [
    ...[...GROUND, ...CATALOGUE, 'targets/ids.ts', 'answers', 'service', 'targets', 'plan'],
    'starter',
  ],
  backstage: ['iam', 'errors.ts', ...CATALOGUE, 'answers'],
  completion: [],
  learn: [
    'files-below.ts',
    ...['errors.ts', 'did-you-mean.ts', 'json-text.ts', 'yaml-text.ts', 'package-folder.ts'],
    'answers',
  ],
  commands: [
    ...['completion', 'files-below.ts'],
    'package-folder.ts',
    ...[...GROUND, ...CATALOGUE, 'targets/ids.ts', 'answers', 'service', 'definition', 'evaluate'],
    ...['can', 'explain', 'why', 'map', 'plan', 'live', 'report', 'taskdef'],
    ...['preset', 'change', 'fleet', 'backstage', 'learn'],
    // Where the statements of a repo stand.
    'targets',
    // The command `new` writes a repo; `lock` brings the requests of its tests up to date.
    ...['starter', 'validation'],
    'adopt',
  ],
  generators: ['errors.ts', 'wrap.ts', 'answers', 'starter', 'commands'],
};

/** A file below a folder of `lib/` that is a room by itself. */
const ROOMS_OF_THEIR_OWN: readonly string[] = ['targets/ids.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = [...typescriptFiles('lib'), ...typescriptFiles('generators')];
const imports = files.flatMap(importsOf);

test('every room stands in the table', () => {
  const rooms = new Set(files.map(roomOf));
  expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

test('a room may import only rooms that stand above it in the table', () => {
  const rooms = Object.keys(MAY_IMPORT);
  const upwards = Object.entries(MAY_IMPORT).flatMap(([room, allowed], place) =>
    allowed.filter((one) => !rooms.slice(0, place).includes(one)).map((one) => `${room}: ${one}`),
  );
  expect(upwards).toEqual([]);
});

test('no room imports one that it may not, types included', () => {
  const wrong = imports.filter(({ from, to }) => {
    const [here, there] = [roomOf(from), roomOf(to)];
    return here !== there && !MAY_IMPORT[here]?.includes(there);
  });
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('no file imports itself by a detour, types included', () => {
  expect(cyclesOf(imports)).toEqual([]);
});

test('every import leads to a file', () => {
  expect(imports.filter(({ to }) => !existsSync(to))).toEqual([]);
});

test('only live/ knows the SDK', () => {
  const users = files.filter((file) => readFileSync(file, 'utf8').includes('@aws-sdk/'));
  expect(users.filter((file) => roomOf(file) !== 'live')).toEqual([]);
});

test('no template prints anything unescaped', () => {
  const templates = filesBelow('templates').filter((file) => file.endsWith('.ejs'));
  expect(templates.filter((file) => readFileSync(file, 'utf8').includes('<%-'))).toEqual([]);
});

function roomOf(file: string): string {
  const [top = '', ...rest] = file.split('/');
  if (top !== 'lib') return top;
  return ROOMS_OF_THEIR_OWN.find((room) => room === rest.join('/')) ?? rest[0] ?? '';
}

/** Everything that a file imports or exports again, by whatever syntax: each relative path ends in `.ts`. */
function importsOf(from: string): readonly Import[] {
  const paths = readFileSync(from, 'utf8').matchAll(/'(\.\.?\/[^'\n]+\.ts)'/g);
  return [...paths].map(([, path = '']) => ({
    from,
    to: relative('.', resolve(dirname(from), path)),
  }));
}

function cyclesOf(edges: readonly Import[]): readonly string[] {
  const next = new Map<string, readonly string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return cycles;
}
