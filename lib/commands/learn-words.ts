import type { CheckResult, Exercise, Progress } from '../learn/types.ts';
import { wrapWords } from '../wrap.ts';
import { PAGE_WIDTH } from './page-width.ts';

/** The table of a course. */
export function listText(
  all: readonly Exercise[],
  progress: ReadonlyMap<string, Progress>,
): string {
  const rows = all.map(({ number, name, title, minutes, needs }) => {
    const done = progress.get(name);
    const fresh = needs === undefined ? '' : `needs ${needs}`;
    const state = done === undefined ? fresh : done.solved ? 'solved' : 'begun';
    return `${String(number).padStart(3)}  ${title.padEnd(56)} ${String(minutes).padStart(3)} min  ${state}`.trimEnd();
  });
  const next = all.find(({ name }) => !progress.has(name));
  const begin = next === undefined ? '' : `\nBegin one with: ecs-iam learn start ${next.number}\n`;
  return `${rows.join('\n')}\n${begin}`;
}

/** What stands in the learner's folder. */
export function exerciseText(exercise: Exercise): string {
  const { number, title, minutes, story, symptom, task, page } = exercise;
  return [
    `# Exercise ${number}: ${title}`,
    `About ${minutes} minutes.`,
    story,
    '## What is seen',
    fenced(symptom),
    '## What to do',
    task,
    '`ecs-iam learn check` tells whether it is solved, `ecs-iam learn hint` helps, one hint at a time.',
    `To read on: <${page}>`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

/** What is said when an exercise begins. */
export function startedText(exercise: Exercise, folder: string): string {
  const { number, title, story, symptom, task } = exercise;
  const inset = symptom.split('\n').map((line) => `    ${line}`);
  return `${[
    `Exercise ${number}: ${title}`,
    paragraphs(story),
    inset.join('\n'),
    paragraphs(task),
    `It is in ${folder}; the same text is in its EXERCISE.md. Go there, then: ecs-iam learn check`,
  ].join('\n\n')}\n`;
}

/** The first thing that is wrong, or what a wider fix would have opened. */
export function checkText(
  exercise: Exercise,
  results: readonly CheckResult[],
  isLast: boolean,
): string {
  const passed = results.filter((one) => one.passed).length;
  const [wrong] = results.filter((one) => !one.passed);
  if (wrong !== undefined) {
    return `Not yet: ${passed} of ${results.length} checks pass.\n\n${paragraphs(wrong.say ?? '')}\n`;
  }
  const list = 'ecs-iam learn list shows all';
  const next = isLast
    ? `That was the last exercise; ${list}.`
    : `Next: ecs-iam learn start ${exercise.number + 1}; ${list}.`;
  return `Solved: all ${results.length} checks pass.\n\n${paragraphs(exercise.wider)}\n\nTo read on: ${exercise.page}\n${next}\n`;
}

/** Text in lines of a page; an empty line begins a new paragraph. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((one) => wrapWords(one, PAGE_WIDTH).join('\n'))
    .join('\n\n');
}
