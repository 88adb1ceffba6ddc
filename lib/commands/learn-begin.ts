import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isOn } from '../answers/command-line.ts';
import { UserError } from '../errors.ts';
import { filesBelow } from '../files-below.ts';
import { courseIn, exerciseOf, OWN_COURSE } from '../learn/course.ts';
import { EXERCISE_TEXT, readProgress, writeBeginning, writeProgress } from '../learn/files.ts';
import type { Progress } from '../learn/types.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { exerciseText, listText, startedText } from './learn-words.ts';

/** The exercises that were begun below a folder, or beside it where it is one itself. */
function begunAround(folder: string): readonly (readonly [folder: string, Progress])[] {
  const all = readProgress(folder) === undefined ? folder : dirname(folder);
  const folders = existsSync(all)
    ? readdirSync(all, { withFileTypes: true }).filter((one) => one.isDirectory())
    : [];
  return folders.flatMap(({ name }) => {
    const own = join(all, name);
    const progress = readProgress(own);
    return progress === undefined ? [] : [[own, progress] as const];
  });
}

/** The course that somebody is in: that of the exercise they stand in, else of all that they began. */
function courseAround(folder: string): string {
  const here = readProgress(folder);
  const begun = here === undefined ? begunAround(folder) : [[folder, here] as const];
  const courses = new Set(
    begun.map(([own, { course }]) => (course === undefined ? OWN_COURSE : resolve(own, course))),
  );
  const [first = OWN_COURSE] = courses;
  return courses.size > 1 ? OWN_COURSE : first;
}

/** Lists the exercises, with how far somebody is. @throws what reading the course throws */
export function listCourse({ line, from, io }: Invocation, course: string | undefined): number {
  const all = courseIn(course ?? courseAround(from));
  const progress = new Map(begunAround(from).map(([, one]) => [one.exercise, one]));
  if (isOn(line.flags, 'json')) {
    const rows = all.map(({ number, name, title, minutes, page, needs }) => ({
      ...{ number, name, title, minutes, page, ...(needs !== undefined && { needs }) },
      ...(progress.get(name) ?? { hints: 0, checks: 0, solved: false, sawSolution: false }),
    }));
    io.out(`${JSON.stringify({ exercises: rows }, null, 2)}\n`);
  } else {
    io.out(listText(all, progress));
  }
  return EXIT.done;
}

/**
 * Writes an exercise into a folder as it begins.
 *
 * @throws UserError `UnknownExercise`, `FolderNotEmpty`; what reading the course throws.
 */
export function startExercise(
  { line, from, io }: Invocation,
  course: string | undefined,
  [word, place]: readonly string[],
): number {
  const chosen = course ?? courseAround(from);
  const all = courseIn(chosen);
  if (word === undefined) {
    throw new UserError(
      'UnknownExercise',
      'No exercise is named.',
      `Write ecs-iam learn start 1; there are ${all.length}.`,
    );
  }
  const exercise = exerciseOf(all, word);
  // One who stands in an exercise goes on beside it.
  const beside = readProgress(from) === undefined ? '.' : '..';
  const folder = resolve(from, place ?? join(beside, exercise.name));
  if (filesBelow(folder).length > 0) {
    throw new UserError(
      'FolderNotEmpty',
      `'${relative(from, folder)}' is not empty.`,
      readProgress(folder) === undefined
        ? `Name another folder: ecs-iam learn start ${word} DIR.`
        : 'Go on there with ecs-iam learn check, or begin again with ecs-iam learn reset.',
    );
  }
  writeBeginning(exercise, folder);
  writeFileSync(join(folder, EXERCISE_TEXT), exerciseText(exercise));
  const progress: Progress = {
    exercise: exercise.name,
    ...(chosen !== OWN_COURSE && { course: relative(folder, chosen) }),
    ...{ hints: 0, checks: 0, solved: false, sawSolution: false },
  };
  writeProgress(folder, progress);
  if (isOn(line.flags, 'json')) {
    const { number, name, title } = exercise;
    io.out(`${JSON.stringify({ number, name, title, folder }, null, 2)}\n`);
  } else {
    io.out(startedText(exercise, relative(from, folder) || '.'));
  }
  return EXIT.done;
}
