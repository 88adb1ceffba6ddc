import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { clearStaged, type Disk, realDisk, type Staged, stage } from './disk.ts';
import { type Found, inspectorOf, lookAtAll } from './inspect.ts';
import { contentHash, MARKER, withRetiredList, withWrittenFiles } from './marker.ts';
import type { FileState, PlannedFile, WritePlan, WrittenFiles } from './write-plan.ts';

const WRITES: readonly FileState[] = ['create', 'update', 'overwrite'];

/**
 * Does what a settled plan says. Every file is written beside its place first, so that a full disk
 * or a missing right shows before anything changes; then each is renamed into place. The answers
 * go first and the hashes last: a run that is killed in between is finished by the next one.
 *
 * @throws UserError `CannotWrite`, `FileChanged`. A plan with open conflicts is a bug of ours.
 */
export async function writeFiles(plan: WritePlan, disk: Disk = realDisk): Promise<void> {
  if (plan.files.some(({ state }) => state === 'conflict')) throw new Error('Open conflicts.');
  try {
    await clearPlan(plan, disk);
    const staged = await stageAll(plan, disk);
    await checkUnmoved(plan, disk);
    for (const { beside, place } of staged) await disk.rename(beside, place);
    await removeAll(plan, disk);
    await writeMarker(plan, writtenAfter(plan), disk);
  } catch (error) {
    throw cannotWrite(plan.folder, error);
  }
}

/** The hashes to record once a settled plan is done: of ours as written, of others as they were. */
export function writtenAfter({ files, written }: WritePlan): WrittenFiles {
  const after: Record<string, string> = {};
  for (const { path, state, after: text, unrecorded } of files) {
    if (unrecorded) continue;
    const ours = state === 'unchanged' || WRITES.includes(state);
    const hash = ours && text !== undefined ? contentHash(text) : written[path];
    if (state !== 'remove' && hash !== undefined) after[path] = hash;
  }
  return after;
}

/** All at once: most of the time of a write is waiting for the disk. */
async function stageAll(plan: WritePlan, disk: Disk): Promise<readonly Staged[]> {
  const tries = await Promise.allSettled(
    inWritingOrder(plan.files).flatMap(({ path, after: text, executable }) =>
      text === undefined ? [] : [stage(disk, join(plan.folder, path), { text, executable })],
    ),
  );
  const failed = tries.find((one) => one.status === 'rejected');
  if (failed === undefined) {
    return tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }
  await clearPlan(plan, disk).catch(() => undefined);
  throw failed.reason;
}

/** Whoever saved a file while a question was open keeps what they saved. */
async function checkUnmoved(plan: WritePlan, disk: Disk): Promise<void> {
  const inspector = inspectorOf(plan.folder);
  const touched = plan.files.filter(({ state }) => state === 'remove' || WRITES.includes(state));
  const looks = await lookAtAll(inspector, touched);
  const moved = looks.find(({ file, found }) => textOf(found) !== file.before);
  if (moved === undefined) return;
  await clearPlan(plan, disk);
  throw new UserError(
    'FileChanged',
    `'${moved.file.path}' changed while this run was under way; nothing was written.`,
    'Run again.',
  );
}

function textOf(found: Found): string | undefined {
  return found.kind === 'file' ? found.text : undefined;
}

async function clearPlan({ folder, files }: WritePlan, disk: Disk): Promise<void> {
  await clearStaged(
    disk,
    folder,
    files.map(({ path }) => path),
  );
}

function inWritingOrder(files: readonly PlannedFile[]): readonly PlannedFile[] {
  const writes = files.filter(({ state }) => WRITES.includes(state));
  const isAnswers = ({ path }: PlannedFile) => path === 'ecs-iam.json';
  return [...writes.filter(isAnswers), ...writes.filter((file) => !isAnswers(file))];
}

async function removeAll({ folder, files }: WritePlan, disk: Disk): Promise<void> {
  for (const { path, state } of files) {
    if (state !== 'remove') continue;
    await disk.remove(join(folder, path));
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      await disk.removeEmptyFolder(join(folder, above));
    }
  }
}

async function writeMarker(plan: WritePlan, written: WrittenFiles, disk: Disk): Promise<void> {
  const files = withWrittenFiles(plan.marker, written, plan.top);
  const text = plan.retired === undefined ? files : withRetiredList(files, plan.retired);
  if (text === plan.marker) return;
  const { beside, place } = await stage(disk, join(plan.folder, MARKER), {
    text,
    executable: false,
  });
  await disk.rename(beside, place);
}

/** The fault of a call that the disk refused; anything else as it is. */
export function cannotWrite(folder: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause;
  return new UserError(
    'CannotWrite',
    `Writing to '${folder}' failed: ${cause.message}.`,
    'No file is half-written; run again once the cause is mended.',
    { cause },
  );
}
