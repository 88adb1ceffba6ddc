import { constants, type Stats } from 'node:fs';
import { access, lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../errors.ts';

/** What stands at a path before anything is written. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly text: string; readonly executable: boolean }
  /** Not a plain file. `replaceable`: a link, which a rename replaces without following it. */
  | { readonly kind: 'obstacle'; readonly reason: string; readonly replaceable: boolean };

/** Looks at paths of one folder; remembers listings, so that each folder is read once. */
export interface Inspector {
  readonly look: (path: string) => Promise<Found>;
}

/**
 * Finds the real place of the folder to write to; one that does not exist yet is returned as it is.
 *
 * @throws UserError `NotAFolder`, `FolderNotWritable`.
 */
export async function inspectFolder(folder: string): Promise<string> {
  const status = await lstatIfAny(folder);
  if (status === undefined) {
    const parent = dirname(folder);
    if (parent !== folder) await inspectFolder(parent);
    return folder;
  }
  const real = await realpath(folder).catch(() => folder);
  if (!(await lstatIfAny(real))?.isDirectory()) {
    throw new UserError(
      'NotAFolder',
      `'${folder}' is not a folder.`,
      'Name another folder to write to.',
    );
  }
  await access(real, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new UserError(
      'FolderNotWritable',
      `The folder '${folder}' cannot be written to.`,
      'Change its permissions, or name another folder.',
      { cause },
    );
  });
  return real;
}

/** Makes an inspector of a folder whose links are resolved already. */
export function inspectorOf(folder: string): Inspector {
  const list = remembered((place) => readdir(place).catch(noListing));
  /** What a listing says of a path: nothing of one that is there, or that only a closer look can tell. */
  const missing = async (path: string): Promise<Found | undefined> => {
    const names = await list(dirname(join(folder, path)));
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (names === undefined || names.includes(name)) return undefined;
    const spelling = names.find((one) => one.toLowerCase() === name.toLowerCase());
    return spelling === undefined ? { kind: 'absent' } : differsByCase(spelling);
  };
  const lookAbove = remembered(
    async (above) => (await missing(above)) ?? lookAtFolder(folder, above),
  );
  return {
    look: async (path) => {
      for (const above of foldersAbove(path)) {
        const found = await lookAbove(above);
        if (found !== undefined) return found;
      }
      return (await missing(path)) ?? lookAtFile(folder, path);
    },
  };
}

/** Calls back once for each path. */
function remembered<Value>(read: (path: string) => Promise<Value>) {
  const known = new Map<string, Promise<Value>>();
  return (path: string): Promise<Value> => {
    const value = known.get(path) ?? read(path);
    known.set(path, value);
    return value;
  };
}

/** A folder that may be entered and not listed says nothing; one that is not there holds nothing. */
function noListing({ code }: NodeJS.ErrnoException): readonly string[] | undefined {
  return code === 'ENOENT' || code === 'ENOTDIR' ? [] : undefined;
}

/** Looks at many files at once; of several faults the first in their order is thrown. */
export async function lookAtAll<File extends { readonly path: string }>(
  { look }: Inspector,
  files: readonly File[],
): Promise<readonly { readonly file: File; readonly found: Found }[]> {
  const looks = await Promise.allSettled(
    files.map(async (file) => ({ file, found: await look(file.path) })),
  );
  return looks.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function differsByCase(spelling: string): Found {
  return {
    kind: 'obstacle',
    reason: `differs from '${spelling}', which is there, by letter case alone`,
    replaceable: false,
  };
}

async function lookAtFolder(folder: string, path: string): Promise<Found | undefined> {
  const status = await lstatIfAny(join(folder, path));
  if (status === undefined) return { kind: 'absent' };
  if (status.isDirectory()) return undefined;
  if (status.isSymbolicLink()) {
    await checkLink(folder, path);
    const real = await realpath(join(folder, path)).catch(() => '');
    if (real !== '' && (await lstatIfAny(real))?.isDirectory()) return undefined;
  }
  return {
    kind: 'obstacle',
    reason: `needs a folder where '${path}' is something else`,
    replaceable: false,
  };
}

async function lookAtFile(folder: string, path: string): Promise<Found> {
  const place = join(folder, path);
  const status = await lstatIfAny(place);
  if (status === undefined) return { kind: 'absent' };
  if (status.isSymbolicLink()) {
    await checkLink(folder, path);
    return { kind: 'obstacle', reason: 'is a link', replaceable: true };
  }
  if (!status.isFile()) {
    const what = status.isDirectory() ? 'is a folder' : 'is not a file';
    return { kind: 'obstacle', reason: what, replaceable: false };
  }
  return { kind: 'file', text: await readText(place), executable: isExecutable(status) };
}

/** A link may lead elsewhere in the folder; out of it, nothing is read or written through it. */
async function checkLink(folder: string, path: string): Promise<void> {
  const real = await realpath(join(folder, path)).catch(() => undefined);
  if (real !== undefined && isInside(folder, real)) return;
  throw new UserError(
    'LinkLeavesFolder',
    real === undefined
      ? `'${path}' is a link that leads nowhere.`
      : `'${path}' is a link that leads out of the folder, to '${real}'.`,
    'Nothing was written. Remove the link, or write to another folder.',
  );
}

function isInside(folder: string, place: string): boolean {
  const path = relative(folder, place);
  return path !== '' && path.split(/[\\/]/)[0] !== '..' && !isAbsolute(path);
}

async function readText(place: string): Promise<string> {
  return readFile(place, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'FileNotReadable',
      `'${place}' cannot be read.`,
      'Change its permissions.',
      { cause },
    );
  });
}

async function lstatIfAny(place: string): Promise<Stats | undefined> {
  return lstat(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new UserError('FileNotReadable', `'${place}' cannot be looked at: ${error.message}`, '', {
      cause: error,
    });
  });
}

/** Windows knows no such bit. */
function isExecutable(status: Stats): boolean {
  return process.platform === 'win32' || (status.mode & 0o100) !== 0;
}

/** Every folder above a path, outermost first: `a/b/c` → `a`, `a/b`; `../a/b` → `../a`. */
export function foldersAbove(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  return segments
    .map((_, index) => segments.slice(0, index + 1).join('/'))
    .filter((one) => !/(^|\/)\.\.$/.test(one));
}
