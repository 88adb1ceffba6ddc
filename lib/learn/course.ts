import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import { packageFolder } from '../package-folder.ts';
import { readExercise } from './read-exercise.ts';
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
    return { ...written, name, number: index + 1, folder: own };
  });
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
    didYouMean(word, names, `They are 1 to ${names.length}; ecs-iam learn list names them.`),
  );
}
