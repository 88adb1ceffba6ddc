import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foldersAbove } from './inspect.ts';

/** The few calls that change a disk; tests let them fail one by one. */
export interface Disk {
  readonly makeFolder: (place: string) => Promise<void>;
  readonly write: (place: string, text: string, mode: number) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (place: string) => Promise<void>;
  /** Removes a folder that is empty, and leaves any other. */
  readonly removeEmptyFolder: (place: string) => Promise<void>;
  readonly list: (place: string) => Promise<readonly string[]>;
}

/** The machine's own disk. */
export const realDisk: Disk = {
  makeFolder: async (place) => {
    await mkdir(place, { recursive: true });
  },
  // 'wx' fails on anything that is there, a planted link included.
  write: (place, text, mode) => writeFile(place, text, { mode, flag: 'wx' }),
  rename: (from, to) => rename(from, to),
  remove: (place) => rm(place, { force: true }),
  removeEmptyFolder: async (place) => {
    await rmdir(place).catch(() => undefined);
  },
  list: (place) => readdir(place).catch(() => []),
};

/** A file written beside its place, to be renamed into it. */
export interface Staged {
  readonly beside: string;
  readonly place: string;
}

const TEMPORARY = /^\.ecs-iam-(\d+)-[0-9a-f]{12}\.tmp$/;

/** A name beside a file or folder that is being written; it tells the process. */
export function temporaryName(): string {
  return `.ecs-iam-${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** True for such a name whose process is no more. */
export function isAbandoned(name: string): boolean {
  const owner = TEMPORARY.exec(name)?.[1];
  return owner !== undefined && !isRunning(Number(owner));
}

/** Writes a file's text beside its place; the folder's own names stay as they were. */
export async function stage(
  disk: Disk,
  place: string,
  { text, executable }: { readonly text: string; readonly executable: boolean },
): Promise<Staged> {
  const beside = join(dirname(place), temporaryName());
  await disk.makeFolder(dirname(place));
  await disk.write(beside, text, executable ? 0o755 : 0o644);
  return { beside, place };
}

/** Removes what a killed run left beside the files of these paths. */
export async function clearStaged(
  disk: Disk,
  folder: string,
  paths: readonly string[],
): Promise<void> {
  const folders = new Set(['', ...paths.flatMap(foldersAbove)]);
  for (const path of folders) {
    const place = join(folder, path);
    for (const name of await disk.list(place)) {
      if (isAbandoned(name)) await disk.remove(join(place, name));
    }
  }
}

/** True for another process that is alive: its files beside are not ours to clear. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
