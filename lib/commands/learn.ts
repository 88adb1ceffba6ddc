import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { filesBelow } from '../files-below.ts';
import { courseIn, exerciseOf, OWN_COURSE } from '../learn/course.ts';
import {
  overlay,
  readProgress,
  removeOthers,
  writeBeginning,
  writeProgress,
} from '../learn/files.ts';
import type { CheckResult, Exercise, Progress } from '../learn/types.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { listCourse, startExercise } from './learn-begin.ts';
import { checkExercise } from './learn-check.ts';
import { checkText, paragraphs } from './learn-words.ts';

/** The words after `learn`. */
export const LEARN_VERBS = ['list', 'start', 'hint', 'check', 'reset', 'solution'] as const;

/** The flags of `learn`. */
export const LEARN_FLAGS: readonly Flag[] = [
  valueFlag('course', 'DIR', 'A course of your own, in place of the one that comes along.'),
  plainFlag('write', 'With solution: writes it over the files, in place of showing it.'),
  plainFlag('yes', 'With reset and solution --write: asks nothing.'),
  plainFlag('json', 'Prints one JSON document.'),
  ...LAST_FLAGS,
];

type Verb = (typeof LEARN_VERBS)[number];

/** An exercise that somebody has begun. */
interface Begun {
  readonly folder: string;
  readonly exercise: Exercise;
  readonly progress: Progress;
}

/**
 * Runs the course: lists the exercises, begins one, gives hints, checks. Gives the exit code: 2 where
 * an exercise is not solved yet.
 *
 * @throws UserError `UnknownWord`, `UnknownExercise`, `NotInExercise`, `FolderNotEmpty`, and what
 * reading a course or the learner's files throws.
 */
export async function runLearn(invocation: Invocation): Promise<number> {
  const { line, from } = invocation;
  throwFaults(line.faults);
  const [verb = 'list', ...words] = line.positionals;
  if (!isVerb(verb)) {
    const hint = `Write ecs-iam learn ${LEARN_VERBS.join('|')}.`;
    throw new UserError(
      'UnknownWord',
      `${shown(verb)} is not a word of learn.`,
      didYouMean(verb, LEARN_VERBS, hint),
    );
  }
  const [given] = line.flags.course ?? [];
  const course = given === undefined ? undefined : resolve(from, given);
  if (verb === 'list') return listCourse(invocation, course);
  if (verb === 'start') return startExercise(invocation, course, words);
  const begun = begunIn(resolve(from, words[0] ?? '.'), course);
  switch (verb) {
    case 'hint':
      return hint(invocation, begun);
    case 'check':
      return check(invocation, begun);
    case 'reset':
      return reset(invocation, begun);
    case 'solution':
      return solution(invocation, begun);
  }
}

function isVerb(word: string): word is Verb {
  return LEARN_VERBS.some((one) => one === word);
}

/** The exercise of a folder or of one above it. @throws UserError NotInExercise */
function begunIn(from: string, course: string | undefined): Begun {
  for (let folder = from; ; folder = dirname(folder)) {
    const progress = readProgress(folder);
    if (progress !== undefined) {
      const all = courseIn(
        course ?? (progress.course && resolve(folder, progress.course)) ?? OWN_COURSE,
      );
      return { folder, exercise: exerciseOf(all, progress.exercise), progress };
    }
    if (dirname(folder) === folder) break;
  }
  throw new UserError(
    'NotInExercise',
    'This folder is no exercise.',
    'Begin one with ecs-iam learn start 1, and go into its folder.',
  );
}

function hint({ line, io }: Invocation, { folder, exercise, progress }: Begun): number {
  const { hints } = exercise;
  const index = Math.min(progress.hints, hints.length - 1);
  const text = hints[index] ?? 'This exercise has no hints.';
  const isLast = index >= hints.length - 1;
  writeProgress(folder, { ...progress, hints: Math.min(progress.hints + 1, hints.length) });
  if (isOn(line.flags, 'json')) {
    io.out(`${JSON.stringify({ number: index + 1, of: hints.length, hint: text }, null, 2)}\n`);
    return EXIT.done;
  }
  io.out(`${paragraphs(`Hint ${index + 1} of ${hints.length}: ${text}`)}\n`);
  if (isLast) io.err('That is the last one; ecs-iam learn solution shows the way we went.\n');
  return EXIT.done;
}

async function check(
  { line, io }: Invocation,
  { folder, exercise, progress }: Begun,
): Promise<number> {
  const results = await checkExercise(exercise, folder);
  const isLast = courseIn(dirname(exercise.folder)).length === exercise.number;
  const solved = results.every(({ passed }) => passed);
  writeProgress(folder, { ...progress, checks: progress.checks + 1, solved });
  if (isOn(line.flags, 'json')) {
    io.out(`${JSON.stringify(checkJson(exercise, results, progress), null, 2)}\n`);
  } else {
    io.out(checkText(exercise, results, isLast));
  }
  return solved ? EXIT.done : EXIT.differences;
}

function checkJson({ number, name }: Exercise, results: readonly CheckResult[], before: Progress) {
  const solved = results.every(({ passed }) => passed);
  const { hints, sawSolution } = before;
  return { number, name, solved, hints, checks: before.checks + 1, sawSolution, results };
}

async function reset(
  invocation: Invocation,
  { folder, exercise, progress }: Begun,
): Promise<number> {
  const question = `Begin again? What was changed in '${folder}' is lost. (y/N) `;
  if (!(await agrees(invocation, question))) return EXIT.error;
  removeOthers(exercise, folder);
  writeBeginning(exercise, folder);
  writeProgress(folder, { ...progress, hints: 0, solved: false });
  invocation.io.out('The files are as at the beginning.\n');
  return EXIT.done;
}

async function solution(
  invocation: Invocation,
  { folder, exercise, progress }: Begun,
): Promise<number> {
  const { line, io } = invocation;
  const paths = filesBelow(join(exercise.folder, 'solution'));
  const patches: string[] = [];
  const { createTwoFilesPatch } = await import('diff');
  for (const path of paths) {
    const now = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
    const wanted = readFileSync(join(exercise.folder, 'solution', path), 'utf8');
    if (now !== wanted)
      patches.push(createTwoFilesPatch(path, path, now, wanted, 'yours', 'solution'));
  }
  if (isOn(line.flags, 'write')) {
    const question = `Write the solution over ${paths.length} files in '${folder}'? (y/N) `;
    if (!(await agrees(invocation, question))) return EXIT.error;
    overlay(exercise, 'solution', folder);
  }
  writeProgress(folder, { ...progress, sawSolution: true });
  if (isOn(line.flags, 'json')) {
    io.out(`${JSON.stringify({ files: paths, diff: patches.join('') }, null, 2)}\n`);
    return EXIT.done;
  }
  if (isOn(line.flags, 'write')) io.out(`Wrote ${paths.join(', ')}.\n`);
  else io.out(patches.length === 0 ? 'Your files are as in our solution.\n' : patches.join(''));
  io.err(
    'Other ways may be right, too: ecs-iam learn check asks what the roles may do, not how it is written.\n',
  );
  return EXIT.done;
}

async function agrees({ line, io }: Invocation, question: string): Promise<boolean> {
  if (isOn(line.flags, 'yes')) return true;
  if (!io.isTerminal) {
    throw new UserError(
      'ConfirmationRequired',
      'Files would be lost, and nobody can be asked.',
      'Add --yes.',
    );
  }
  if (/^y(es)?$/i.test((await io.ask(question)).trim())) return true;
  io.err('Nothing was changed.\n');
  return false;
}
