import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { recordOf } from '../iam/equality.ts';
import { emptyState, type MemoryState } from './memory/state.ts';
import { type MemoryIam, memoryIam } from './memory-iam.ts';

/** An embedded account that lies in a file: every change is in it before the call answers. */
export function openPracticeAccount(
  file: string,
  where: { readonly account: string; readonly partition: string; readonly region: string },
): MemoryIam {
  return memoryIam(readState(file) ?? emptyState(where), (state) => {
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(aside, file);
  });
}

function readState(file: string): MemoryState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const state: unknown = JSON.parse(text);
    if (recordOf(state).version === 1) return state as MemoryState;
  } catch {
    // Told below.
  }
  throw new UserError(
    'PracticeFileUnreadable',
    `${file} is not an account to practise on.`,
    'Delete it to begin with an empty account.',
  );
}
