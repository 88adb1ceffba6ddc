import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { PLACEHOLDER_NAMES } from '../../lib/iam/placeholders.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { leftOutRoles, notes } from '../../lib/service/notes.ts';
import { closingJson, closingWords } from '../../lib/starter/closing-words.ts';
import type { FinishedRun } from '../../lib/starter/next-commands.ts';
import type { FileState, WritePlan } from '../../lib/starter/write-plan.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { inEmptyFolder } from './folder.ts';

const FROM = resolve('/home/someone');
const PAGE = { width: 100, isColoured: false };
const ESCAPE = String.fromCharCode(27);

type File = readonly [path: string, state: FileState];
const CREATED: readonly File[] = [['README.md', 'create']];

interface Given {
  readonly folder?: string;
  readonly files?: readonly File[];
  readonly isNew?: boolean;
  readonly answers?: Answers;
}

function finished(given: Given = {}): FinishedRun {
  const { folder = FROM, files = CREATED, isNew = true, answers = DEFAULT_ANSWERS } = given;
  const plan: WritePlan = {
    folder,
    files: files.map(([path, state]) => ({ path, state, replaceable: true, executable: false })),
    written: {},
    marker: isNew ? undefined : '{}',
  };
  return { service: buildService(answers), plan, from: FROM };
}

const words = (given: Given, screen = PAGE) => closingWords(finished(given), screen);
const linesOf = (text: string) => text.trimEnd().split('\n');

/** The commands under "Next", without what they do. */
const next = (text: string) =>
  linesOf(text.split('Next\n')[1] ?? '').map((line) => line.trim().split(/\s+#/)[0]);

test('a new repo takes about twelve lines, at the width of a page', () => {
  expect(linesOf(words({})).length).toBeLessThanOrEqual(17);
});

test('each environment has a line with its roles, and those with the same roles share it', () => {
  expect(words({})).toMatch(/^ {2}dev {2,}\d+ roles: ECS task execution, ECS task, /m);
  expect(words({ answers: { ...DEFAULT_ANSWERS, deploy: 'none' } })).toMatch(
    /^ {2}dev, prod {2,}2 roles: ECS task execution, ECS task$/m,
  );
});

test('roles left out are one line with the command that explains them', () => {
  const count = leftOutRoles(buildService(DEFAULT_ANSWERS)).length;
  const lines = linesOf(words({})).filter((line) => line.includes('left out'));
  expect(lines).toEqual([
    expect.stringContaining(`${count} roles of ${ROLES.length} that this service does not use`),
  ]);
  expect(lines[0]).toContain('ecs-iam list roles');
});

test.each([
  ['few files by name', CREATED, /files {2,}created: README.md$/m],
  [
    'many by number',
    Array.from({ length: 9 }, (_, at): File => [`iam/${at}.json`, 'create']),
    /files {2,}9 created$/m,
  ],
  [
    'those to look at by name, unchanged ones by number',
    [
      ['a', 'unchanged'],
      ['b', 'update'],
      ['c', 'skip'],
      ['d', 'left'],
    ] as readonly File[],
    /updated: b\n +kept as they are: c\n +kept, though no longer part of the repo: d\n +1 unchanged$/m,
  ],
])('%s', (_, files, expected) => {
  expect(words({ files })).toMatch(expected);
});

test('a few notes stand there, and the README has the others', () => {
  const answers: Answers = {
    ...DEFAULT_ANSWERS,
    crossAccountPull: ['210987654321'],
    exec: 'separate',
  };
  const rest = notes(buildService(answers)).length - 2;
  expect(rest).toBeGreaterThan(0);
  expect(words({ answers })).toContain(`  - ${rest} more: README.md, under Deploy\n`);
});

test.each([60, 80, 120, 200])('no line but a command is wider than %i columns', (width) => {
  const text = words(
    { folder: join(FROM, 'a/folder/of/some/length') },
    { width, isColoured: false },
  );
  const prose = linesOf(text).filter((line) => !/^ {2}(cd|ecs-iam|scripts)/.test(line));
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(width);
});

test.each([
  [20, 60],
  [400, 200],
])('a terminal of %i columns counts as one of %i', (width, as) => {
  expect(words({}, { width, isColoured: false })).toBe(words({}, { width: as, isColoured: false }));
});

test('colours change nothing but the colours', () => {
  const coloured = words({}, { ...PAGE, isColoured: true });
  expect(coloured).toContain(`${ESCAPE}[`);
  expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(words({}));
  expect(words({})).not.toContain(ESCAPE);
});

test('no name of a placeholder is shown', () => {
  const keys = PLACEHOLDER_NAMES.filter((name) => /[A-Z]/.test(name));
  expect(keys.filter((key) => words({}).includes(key))).toEqual([]);
});

const DEPLOY = 'scripts/deploy-iam.sh dev --dry-run';
const VALIDATE = 'scripts/validate-iam.sh dev';
const PRACTISE = 'ecs-iam apply --practice --environment dev';

test.each([
  ['the folder one stands in', FROM, []],
  ['a new folder', join(FROM, 'shop'), ['cd shop']],
  ['a folder elsewhere', resolve('/srv/shop'), ['cd /srv/shop']],
  ['a folder with a blank', join(FROM, "my shop's"), ["cd 'my shop'\\''s'"]],
])('a new repo outside of git is kept, tried and deployed, from %s', (_, folder, enter) => {
  const keep = 'git init && git add --all';
  expect(next(words({ folder }))).toEqual([...enter, keep, PRACTISE, DEPLOY]);
});

test.each([
  ['a new repo', { isNew: true }, [], [PRACTISE, DEPLOY, VALIDATE]],
  ['after practising', { isNew: true }, ['.ecs-iam'], [DEPLOY, VALIDATE, 'ecs-iam map']],
  ['a changed repo', { isNew: false }, [], ['git diff', DEPLOY, VALIDATE]],
  [
    'an unchanged repo',
    { isNew: false, files: [['README.md', 'unchanged']] as readonly File[] },
    [],
    [DEPLOY, VALIDATE, 'ecs-iam map'],
  ],
])('in git, %s has three commands that fit', async (_, given, folders, expected) => {
  await inEmptyFolder(async (folder) => {
    for (const name of ['.git', ...folders]) mkdirSync(join(folder, name));
    if (folders.length > 0) mkdirSync(join(folder, '.ecs-iam/practice-000000000000.json'));
    const run = { ...finished({ ...given, folder }), from: folder };
    expect(next(closingWords(run, PAGE))).toEqual(expected);
  });
});

test('everything is there as JSON', () => {
  const files: readonly File[] = [...CREATED, ['iam/old.yaml', 'left']];
  const service = buildService(DEFAULT_ANSWERS);
  expect(JSON.parse(JSON.stringify(closingJson(finished({ files }))))).toMatchObject({
    project: 'shop',
    target: 'cloudformation',
    environments: [
      { name: 'dev', values: { artifactBucketPrefix: 'shop-dev-artifacts' } },
      { name: 'prod' },
    ],
    roles: expect.arrayContaining([
      expect.objectContaining({ names: ['shop-ecs-task-role-dev', 'shop-ecs-task-role-prod'] }),
    ]),
    leftOut: leftOutRoles(service),
    files: [
      { path: 'README.md', state: 'create' },
      { path: 'iam/old.yaml', state: 'left' },
    ],
    notes: notes(service),
    next: expect.arrayContaining([DEPLOY]),
  });
});
