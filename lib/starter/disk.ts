import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';

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
