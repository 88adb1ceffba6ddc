import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../did-you-mean.ts';
import { throwFaults, UserError } from '../errors.ts';
import { packageFolder } from '../package-folder.ts';
import { readExercise, type Written } from './read-exercise.ts';
import type { Exercise } from './types.ts';

/** The file that describes an exercise. */
export const EXERCISE_FILE = 'exercise.yaml';

/** The course that comes along. */
export const OWN_COURSE = join(packageFolder, 'courses/ecs-iam');

/** The exercises of a course, in the order of their folders' names. @throws UserError NoCourse, what reading throws. */
export function courseIn(folder: string): readonly Exercise[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((one) => one.isDirectory() && existsSync(join(folder, one.name, EXERCISE_FILE)))
        .map(({ name }) => name)
        .sort()
    : [];
  if (names.length === 0) {
    throw new UserError(
      'NoCourse',
      `There is no exercise in '${folder}'.`,
      `A course is a folder of exercises, each a folder with ${EXERCISE_FILE}; docs/teaching.md shows one.`,
    );
  }
  return names.map((name, index) => {
    const own = join(folder, name);
    const file = join(own, EXERCISE_FILE);
    const written = readExercise({
      name: `${name}/${EXERCISE_FILE}`,
      text: readFileSync(file, 'utf8'),
    });
    throwFaults(foldersMissing(own, written).map((part) => withoutFolder(`${name}/${part}`)));
    return { ...written, name, number: index + 1, folder: own };
  });
}

/** The folders that an exercise has to have beside its file, and has not. */
function foldersMissing(folder: string, { wrong }: Written): readonly string[] {
  const parts = ['repo', 'solution', ...Object.keys(wrong).map((name) => `wrong/${name}`)];
  return parts.filter((part) => !existsSync(join(folder, part)));
}

function withoutFolder(path: string): UserError {
  return new UserError(
    'BadExercise',
    `There is no folder '${path}'.`,
    'docs/teaching.md shows what an exercise consists of.',
  );
}

/** The exercise of a number or a name. @throws UserError UnknownExercise */
export function exerciseOf(course: readonly Exercise[], word: string): Exercise {
  const found = course.find(
    ({ name, number }) =>
      word === name || Number(word) === number || name.replace(/^\d+-/, '') === word,
  );
  if (found !== undefined) return found;
  const names = course.map(({ name }) => name);
  throw new UserError(
    'UnknownExercise',
    `There is no exercise '${word}'.`,
    didYouMean(
      word,
      names,
      `Their numbers go up to ${names.length}; ecs-iam learn list names them.`,
    ),
  );
}
