import { UserError } from '../errors.ts';
import type { OnConflict, PlannedFile, WritePlan } from './write-types.ts';

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
  return { ...plan, files };
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
