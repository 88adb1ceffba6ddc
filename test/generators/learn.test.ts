import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OWN_COURSE } from '../../lib/learn/course.ts';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

test('whoever learns from a course of their own stays in it, in the exercise and beside it', () => {
  cpSync(join(OWN_COURSE, '02-trust'), join(folder(), 'course/01-trust'), { recursive: true });
  cpSync(join(OWN_COURSE, '01-image-pull'), join(folder(), 'course/02-pull'), { recursive: true });
  runBin(folder(), ['learn', 'start', '1', '--course', 'course']);
  const next = runBin(join(folder(), '01-trust'), ['learn', 'start', '2', '--json']);
  expect(JSON.parse(next.stdout)).toEqual({
    ...{ number: 2, name: '02-pull', title: 'The task cannot pull its image' },
    folder: join(folder(), '02-pull'),
  });
  const { exercises } = JSON.parse(runBin(folder(), ['learn', 'list', '--json']).stdout);
  expect(exercises.map(({ name, solved }: Record<string, unknown>) => [name, solved])).toEqual([
    ['01-trust', false],
    ['02-pull', false],
  ]);
});

test('reset takes away what was added, and neither the history nor what a tool put there', () => {
  runBin(folder(), ['learn', 'start', '1']);
  const added = ['.git/HEAD', 'node_modules/one/index.js', 'iam/roles/mine.json'];
  for (const path of added) {
    mkdirSync(dirname(join(folder(), '01-image-pull', path)), { recursive: true });
    writeFileSync(join(folder(), '01-image-pull', path), '');
  }
  const { status } = runBin(join(folder(), '01-image-pull'), ['learn', 'reset', '--yes']);
  expect(status).toBe(0);
  expect(added.filter((path) => existsSync(join(folder(), '01-image-pull', path)))).toEqual([
    '.git/HEAD',
    'node_modules/one/index.js',
  ]);
});

test.each([
  [
    'a word that learn has not',
    ['chek'],
    "'chek' is not a word of learn.",
    "Did you mean 'check'?",
  ],
  [
    'an exercise that is none',
    ['start', '99'],
    "There is no exercise '99'.",
    'Their numbers go up to 15;',
  ],
  ['no exercise', ['start'], 'No exercise is named.', 'Write ecs-iam learn start 1;'],
  ['a folder that is none', ['check'], 'This folder is no exercise.', 'Begin one with'],
  ['a course that is none', ['--course', 'nix'], 'There is no exercise in', 'A course is a folder'],
])('%s is one message', (_, words, message, hint) => {
  const { status, stdout, stderr } = runBin(folder(), ['learn', ...words]);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`error: ${message}`);
  expect(stderr).toContain(`  ${hint}`);
});
