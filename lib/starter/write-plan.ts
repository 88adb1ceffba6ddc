import { UserError } from '../errors.ts';
import type { Retired } from './retired-entry.ts';

/** What happens to one file, or would. */
export type FileState =
  /** Not there yet. */
  | 'create'
  /** There as we last wrote it, with other contents now. */
  | 'update'
  /** There with these very contents. */
  | 'unchanged'
  /** There with contents that are not ours: edited, or never written by us. */
  | 'conflict'
  /** A conflict that the user decided to leave as it is. */
  | 'skip'
  /** A conflict that the user decided to overwrite. */
  | 'overwrite'
  /** No longer wanted, and there as we last wrote it. */
  | 'remove'
  /** No longer wanted, and edited since: it stays, and is reported. */
  | 'left';

/** One file of the plan, with all that is needed to write, show or report it. */
export interface PlannedFile {
  readonly path: string;
  readonly state: FileState;
  /** Why it is a conflict: half a sentence whose subject is the path. */
  readonly reason?: string;
  /** False where something other than a file is in the way: it is never overwritten. */
  readonly replaceable: boolean;
  /** What is on disk. */
  readonly before?: string;
  /** What shall be on disk; absent for `remove` and `left`. */
  readonly after?: string;
  readonly executable: boolean;
  /** Paths of the files that it is made from. */
  readonly derivedFrom?: readonly string[];
  /** The user's, or shared with the user: no hash is recorded. */
  readonly unrecorded?: true;
}

/** Path → sha256 (hex) of the file as we last wrote it. */
export type WrittenFiles = Readonly<Record<string, string>>;

/** Everything that a run would do to a folder, decided before anything is touched. */
export interface WritePlan {
  /** Absolute, links resolved where the folder exists. */
  readonly folder: string;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  readonly written: WrittenFiles;
  /** `.yo-rc.json` as it stands; undefined without one. */
  readonly marker: string | undefined;
  /** What `.yo-rc.json` shall list as retired; absent: what it lists already. */
  readonly retired?: readonly Retired[];
  /** From the folder to the top of the git repository around it, such as `../../`, where that is written to. */
  readonly top?: string;
}

/** What to do with conflicts when nobody is asked. */
export type OnConflict = 'abort' | 'skip' | 'overwrite';

/** Lists the files of a plan that need a decision. */
export function conflictsOf(plan: WritePlan): readonly PlannedFile[] {
  return plan.files.filter(({ state }) => state === 'conflict');
}

/**
 * Decides every conflict of a plan in one way.
 *
 * @throws UserError `FileConflict` listing all of them, for 'abort'; `PathBlocked` listing what
 * cannot be overwritten, for 'overwrite'.
 */
export function settleConflicts(plan: WritePlan, onConflict: OnConflict): WritePlan {
  const conflicts = conflictsOf(plan);
  if (conflicts.length === 0) return plan;
  if (onConflict === 'abort') throw fileConflict(conflicts);
  return decideConflicts(plan, () => onConflict);
}

/**
 * Decides each conflict of a plan by its own answer.
 *
 * @throws UserError `PathBlocked` for an 'overwrite' of what is not a file.
 */
export function decideConflicts(
  plan: WritePlan,
  decide: (file: PlannedFile) => 'skip' | 'overwrite',
): WritePlan {
  const files = plan.files.map((file) =>
    file.state === 'conflict' ? { ...file, state: decide(file) } : file,
  );
  const blocked = files.filter((file) => file.state === 'overwrite' && !file.replaceable);
  if (blocked.length > 0) throw pathBlocked(blocked);
  const skipped = new Set(files.filter(({ state }) => state === 'skip').map(({ path }) => path));
  return { ...plan, files: files.map((file) => keepDerived(file, skipped)) };
}

/** What is made from files that stay as the user edited them is not made anew. */
function keepDerived(file: PlannedFile, skipped: ReadonlySet<string>): PlannedFile {
  const { derivedFrom = [], before } = file;
  if (before === undefined || !derivedFrom.some((path) => skipped.has(path))) return file;
  return { ...file, state: 'unchanged', after: before };
}

function fileConflict(files: readonly PlannedFile[]): UserError {
  const many = files.length > 1;
  return new UserError(
    'FileConflict',
    `${many ? `${files.length} files are` : 'One file is'} not as this generator left ${many ? 'them' : 'it'}; nothing was written:\n${listed(files)}`,
    'See the difference with --diff; keep yours with --on-conflict skip, or take ours with --on-conflict overwrite.',
  );
}

function pathBlocked(files: readonly PlannedFile[]): UserError {
  return new UserError(
    'PathBlocked',
    `Something is in the way that is never overwritten; nothing was written:\n${listed(files)}`,
    'Move it away, or leave it with --on-conflict skip.',
  );
}

function listed(files: readonly PlannedFile[]): string {
  return files.map(({ path, reason }) => `  ${path} ${reason ?? ''}`.trimEnd()).join('\n');
}
