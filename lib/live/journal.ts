import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../plan/change.ts';

/** The changes that a run is to make: the first line of its journal. */
export interface JournalHeader {
  readonly version: 1;
  readonly verb: 'apply' | 'destroy';
  readonly environment: string;
  readonly account: string;
  readonly changes: readonly Change[];
}

/**
 * How far one change got. `begun` alone: no response arrived, so it may have been made.
 * `refused`: AWS refused the call, so it was not made.
 */
export type StepState = 'planned' | 'begun' | 'done' | 'refused' | 'undone';

/** The journal of an earlier run. */
export interface JournalRecord {
  readonly file: string;
  readonly header: JournalHeader;
  readonly states: readonly StepState[];
}

/** Records each step before and after it is done; every line is flushed to disk at once. */
export interface Journal {
  readonly mark: (index: number, state: StepState) => void;
  readonly close: () => void;
}

/** The folder of journals and lock in the repo's root; git ignores it. */
export const JOURNAL_FOLDER = '.ecs-iam';

/** Makes the folder, with a .gitignore that ignores all of it. */
export function makeFolder(root: string): string {
  const folder = join(root, JOURNAL_FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  return folder;
}

/** Begins the journal of a run. */
export function openJournal(root: string, header: JournalHeader): Journal {
  const folder = makeFolder(root);
  const number = Math.max(0, ...filesOf(root, header.environment).map(numberOf)) + 1;
  const file = join(folder, `${header.environment}.${String(number).padStart(4, '0')}.jsonl`);
  const descriptor = openSync(file, 'wx', 0o600);
  writeLine(descriptor, header);
  return appender(descriptor);
}

/** Opens the journal of an unfinished run to append to it. */
export function reopenJournal({ file }: JournalRecord): Journal {
  const descriptor = openSync(file, 'a', 0o600);
  // A run that was killed while it wrote may have left half a line.
  writeSync(descriptor, '\n');
  return appender(descriptor);
}

function appender(descriptor: number): Journal {
  return {
    mark: (index, state) => writeLine(descriptor, { index, state }),
    close: () => closeSync(descriptor),
  };
}

function writeLine(descriptor: number, value: unknown): void {
  writeSync(descriptor, `${JSON.stringify(value)}\n`);
  fsyncSync(descriptor);
}

/** The journals of runs on an environment that did not finish, oldest first. */
export function unfinishedJournals(root: string, environment: string): readonly JournalRecord[] {
  return filesOf(root, environment).flatMap((name) => {
    const record = readJournal(join(root, JOURNAL_FOLDER, name));
    return record === undefined ? [] : [record];
  });
}

/** Deletes the journals of an environment: its last run is complete or rolled back. */
export function removeJournals(root: string, environment: string): void {
  for (const name of filesOf(root, environment)) rmSync(join(root, JOURNAL_FOLDER, name));
}

function filesOf(root: string, environment: string): readonly string[] {
  try {
    return readdirSync(join(root, JOURNAL_FOLDER))
      .filter((name) => name.startsWith(`${environment}.`) && name.endsWith('.jsonl'))
      .sort();
  } catch {
    return [];
  }
}

function numberOf(name: string): number {
  return Number(/\.(\d+)\.jsonl$/.exec(name)?.[1] ?? 0);
}

function readJournal(file: string): JournalRecord | undefined {
  const [first, ...lines] = readFileSync(file, 'utf8').split('\n').map(parseLine);
  // The run was killed while it wrote the header: it had changed nothing.
  if (!isHeader(first)) return undefined;
  const states: StepState[] = first.changes.map(() => 'planned');
  for (const line of lines) {
    if (isMark(line)) states[line.index] = line.state;
  }
  return { file, header: first, states };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is JournalHeader {
  return typeof value === 'object' && value !== null && 'changes' in value && 'verb' in value;
}

function isMark(value: unknown): value is { index: number; state: StepState } {
  return typeof value === 'object' && value !== null && 'index' in value && 'state' in value;
}
