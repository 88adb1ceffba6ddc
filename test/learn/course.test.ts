import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExercise } from '../../lib/commands/learn-check.ts';
import { filesBelow } from '../../lib/files-below.ts';
import { courseIn, OWN_COURSE } from '../../lib/learn/course.ts';
import { overlay, writeBeginning } from '../../lib/learn/files.ts';
import type { Exercise } from '../../lib/learn/types.ts';

const COURSE = courseIn(OWN_COURSE);
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A learner's folder with a part of the exercise over its beginning. */
function folderOf(exercise: Exercise, part?: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'ecs iam-learn-')), exercise.name);
  folders.push(folder);
  writeBeginning(exercise, folder);
  if (part !== undefined) overlay(exercise, part, folder);
  return folder;
}

/** The ids of the checks that fail. */
async function failing(exercise: Exercise, part?: string): Promise<readonly string[]> {
  const results = await checkExercise(exercise, folderOf(exercise, part));
  return results.filter(({ passed }) => !passed).map(({ id }) => id);
}

test('there are twelve exercises and more, of five to ten minutes, with hints and a page of AWS', () => {
  expect(COURSE.length).toBeGreaterThanOrEqual(12);
  for (const { name, minutes, hints, wrong, page } of COURSE) {
    expect([name, minutes >= 5 && minutes <= 10]).toEqual([name, true]);
    expect([name, hints.length >= 2]).toEqual([name, true]);
    expect([name, Object.keys(wrong).length >= 2]).toEqual([name, true]);
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});

describe.each(
  COURSE.filter(({ needs }) => needs === undefined).map(
    (exercise) => [exercise.name, exercise] as const,
  ),
)('%s', (_, exercise) => {
  test('is not solved as it begins', async () => {
    expect(await failing(exercise)).not.toEqual([]);
  });

  test('is solved by its solution', async () => {
    expect(await failing(exercise, 'solution')).toEqual([]);
  });

  const others = filesBelow(join(exercise.folder, 'right')).map((path) => path.split('/')[0] ?? '');
  if (others.length > 0) {
    test.each([...new Set(others)])('%s solves it, too', async (name) => {
      expect(await failing(exercise, `right/${name}`)).toEqual([]);
    });
  }

  test('names every wrong fix that it has', () => {
    const parts = filesBelow(join(exercise.folder, 'wrong')).map((path) => path.split('/')[0]);
    expect(Object.keys(exercise.wrong).sort()).toEqual([...new Set(parts)].sort());
  });

  test.each(Object.entries(exercise.wrong))('%s fails with the hint of %s', async (name, id) => {
    const [first] = await failing(exercise, `wrong/${name}`);
    expect(first).toBe(id);
  });
});
