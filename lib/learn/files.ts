import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from '../files-below.ts';
import type { Exercise, Progress } from './types.ts';

/** Where progress is kept, in the learner's folder. */
export const PROGRESS_FILE = '.ecs-iam-learn.json';

/** The text of the exercise, in the learner's folder. */
export const EXERCISE_TEXT = 'EXERCISE.md';

/** Writes the repo of an exercise as it stands at its beginning, over what is there. */
export function writeBeginning({ folder }: Exercise, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(join(folder, 'repo'), to, { recursive: true });
}

/** Takes away what is not of the beginning, but for the text and the progress. */
export function removeOthers({ folder }: Exercise, from: string): void {
  const kept = new Set([...filesBelow(join(folder, 'repo')), PROGRESS_FILE, EXERCISE_TEXT]);
  for (const path of filesBelow(from)) {
    if (!kept.has(path)) rmSync(join(from, path));
  }
}

/** Puts the files of a solution, or of a wrong fix, over those of a folder. */
export function overlay(exercise: Exercise, part: string, to: string): void {
  for (const path of filesBelow(join(exercise.folder, part))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(exercise.folder, part, path), join(to, path));
  }
}

/** The progress in a folder; undefined where it is no exercise. */
export function readProgress(folder: string): Progress | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(join(folder, PROGRESS_FILE), 'utf8'));
    const { exercise, course, hints, checks, solved, sawSolution } = Object(found);
    if (typeof exercise !== 'string') return undefined;
    return {
      exercise,
      ...(typeof course === 'string' && { course }),
      hints: Number(hints) || 0,
      checks: Number(checks) || 0,
      solved: solved === true,
      sawSolution: sawSolution === true,
    };
  } catch {
    return undefined;
  }
}

/** Keeps the progress of a folder. */
export function writeProgress(folder: string, progress: Progress): void {
  writeFileSync(join(folder, PROGRESS_FILE), `${JSON.stringify(progress, null, 2)}\n`);
}
