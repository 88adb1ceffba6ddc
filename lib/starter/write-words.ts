import type { FileState, PlannedFile, WritePlan } from './write-plan.ts';

/** As wide as the longest state. */
const WIDTH = 'unchanged'.length;

/** One line a file: what a run does to it; unchanged files are counted, not listed. */
export function describeWrites(plan: WritePlan): string {
  const lines = plan.files
    .filter(({ state }) => state !== 'unchanged')
    .map(({ path, state, reason }) => {
      const why = reason === undefined ? '' : `  (${reason})`;
      return `${state.padEnd(WIDTH)}  ${path}${why}`;
    });
  const unchanged = plan.files.filter(({ state }) => state === 'unchanged').length;
  if (unchanged > 0) lines.push(`${'unchanged'.padEnd(WIDTH)}  ${files(unchanged)}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** The same for `--json`. */
export function writesAsJson(plan: WritePlan): readonly object[] {
  return plan.files.map(({ path, state, reason }) => ({
    path,
    state,
    ...(reason !== undefined && { reason }),
  }));
}

/** Unified diffs of all that would change on disk, conflicts included. */
export async function diffWrites(plan: WritePlan): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return plan.files
    .filter(changesDisk)
    .map(({ path, before, after }) => {
      const from = before === undefined ? '/dev/null' : `a/${path}`;
      const to = after === undefined ? '/dev/null' : `b/${path}`;
      return createTwoFilesPatch(from, to, before ?? '', after ?? '').replace(/^=+\n/, '');
    })
    .join('');
}

function changesDisk({ state, before, after }: PlannedFile): boolean {
  if (state === 'unchanged' || state === 'left' || state === 'skip') return false;
  return before !== after;
}

/** `1 file`, `2 files`. */
export function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** True where every file stood already as it shall be. */
export function changedNothing({ files: all }: WritePlan): boolean {
  return all.every(({ state }) => state === 'unchanged');
}

/** More files than these of a kind are counted, not named. */
const FEW = 6;

const DONE: readonly (readonly [FileState, string])[] = [
  ['create', 'created'],
  ['update', 'updated'],
  ['overwrite', 'overwritten'],
  ['remove', 'removed'],
  ['skip', 'kept as they are'],
  ['conflict', 'in conflict'],
  ['left', 'kept, though no longer part of the repo'],
  ['unchanged', 'unchanged'],
];

/** What a run did to the files: those of a kind by name where they are few, else their number. */
export function fileSentences({ files: all }: WritePlan): readonly string[] {
  const kinds = DONE.map(([state, done]) => ({
    done,
    paths: all.filter((one) => one.state === state).map(({ path }) => path),
    isCounted: state === 'unchanged',
  })).filter(({ paths }) => paths.length > 0);
  const isFew = ({ paths, isCounted }: (typeof kinds)[number]) => !isCounted && paths.length <= FEW;
  const counted = kinds.filter((kind) => !isFew(kind));
  return [
    ...kinds.filter(isFew).map(({ paths, done }) => `${done}: ${paths.join(', ')}`),
    ...(counted.length === 0
      ? []
      : [counted.map(({ paths, done }) => `${paths.length} ${done}`).join(', ')]),
  ];
}
