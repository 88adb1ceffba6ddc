import type { RenderedFile } from '../targets/types.ts';
import { type Found, type Inspector, inspectFolder, inspectorOf, lookAtAll } from './inspect.ts';
import {
  checkPath,
  contentHash,
  findBlock,
  inLineEndingsOf,
  MARKER,
  markerText,
  readWrittenFiles,
  sameContents,
  withBlock,
  withLf,
} from './marker.ts';
import type { PlannedFile, WritePlan, WrittenFiles } from './write-plan.ts';

/** The answers are input: what stands there was read before, so nothing of it is lost. */
const INPUT = 'ecs-iam.json';

/** The folder of what `adopt` writes: it stays until the user is done with it. */
export const IMPORT_FOLDER = 'import';

/**
 * Decides what a run would do to each file, and touches nothing. A file with the hash we recorded
 * is ours to update or remove; any other is a conflict. `top` leads from the folder to the top of the
 * git repository around it, such as `../../`: files that belong there are written there.
 *
 * @throws UserError `NotAFolder`, `FolderNotWritable`, `LinkLeavesFolder`, `PathLeavesFolder`,
 * `MarkerBroken`, `FileNotReadable`.
 */
export async function planWrites(
  folder: string,
  files: readonly RenderedFile[],
  top = '',
): Promise<WritePlan> {
  const paths = files.flatMap(({ path, elsewhere }) =>
    elsewhere === undefined ? [path] : [path, elsewhere.path],
  );
  for (const path of paths) checkPath(path, 'The generator');
  checkDistinct([MARKER, ...paths]);
  const root = await inspectFolder(folder);
  const inspector = inspectorOf(root);
  const marker = markerText(await inspector.look(MARKER));
  const written = readWrittenFiles(marker, top);
  const placed = await Promise.all(
    files
      .map((file) => (file.atTop ? { ...file, path: `${top}${file.path}` } : file))
      .map((file) => placeFile(file, inspector, written)),
  );
  const looks = await lookAtAll(inspector, placed);
  const planned = looks.map(({ file, found }) => planFile(file, found, written[file.path]));
  const wanted = new Set(placed.map(({ path }) => path));
  for (const [path, hash] of Object.entries(written)) {
    if (wanted.has(path) || path.startsWith('/')) continue;
    planned.push(...planLeftover(path, await inspector.look(path), hash));
  }
  planned.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { folder: root, files: planned, written, marker, ...(top !== '' && { top }) };
}

/** A file that gives way to another's is written elsewhere. */
async function placeFile(
  file: RenderedFile,
  { look }: Inspector,
  written: WrittenFiles,
): Promise<RenderedFile> {
  const { path, contents, elsewhere } = file;
  if (elsewhere === undefined || written[path] !== undefined) return file;
  const found = await look(path);
  const ours = found.kind === 'file' && sameContents(found.text, contents);
  return found.kind === 'absent' || ours ? file : { ...elsewhere, executable: file.executable };
}

function planFile(file: RenderedFile, found: Found, recorded: string | undefined): PlannedFile {
  const { path, executable, once, block, derivedFrom, editable } = file;
  const unrecorded = once ?? block;
  const base = {
    path,
    executable,
    replaceable: true,
    ...(unrecorded && { unrecorded }),
    ...(derivedFrom && { derivedFrom }),
  };
  if (found.kind === 'absent') return { ...base, state: 'create', after: file.contents };
  if (found.kind === 'obstacle') {
    const { reason, replaceable } = found;
    return { ...base, state: 'conflict', reason, replaceable, after: file.contents };
  }
  const before = found.text;
  if (once) return { ...base, state: 'unchanged', before, after: before };
  if (block) return { ...base, ...planBlock(file.contents, before) };
  const after = inLineEndingsOf(before, file.contents);
  if (sameContents(before, file.contents)) {
    const state = executable && !found.executable ? 'update' : 'unchanged';
    return { ...base, state, before, after: before };
  }
  const isOurs = path === INPUT || (derivedFrom && !editable);
  if (isOurs || contentHash(before) === recorded) {
    return { ...base, state: 'update', before, after };
  }
  const reason = recorded === undefined ? 'is there and not ours' : 'was edited';
  return { ...base, state: 'conflict', reason, before, after };
}

/** The user's lines around the block stay as they are. */
function planBlock(block: string, before: string) {
  const text = withLf(before);
  const found = findBlock(text);
  if (found.kind === 'damaged') {
    const reason = 'has only one of the two marks of the block that this generator writes';
    return { state: 'conflict', reason, replaceable: false, before, after: before } as const;
  }
  const after = inLineEndingsOf(before, withBlock(text, found, block));
  return { state: after === before ? 'unchanged' : 'update', before, after } as const;
}

function planLeftover(path: string, found: Found, recorded: string): readonly PlannedFile[] {
  if (found.kind === 'absent') return [];
  if (path.startsWith(`${IMPORT_FOLDER}/`)) {
    return [{ path, state: 'unchanged', executable: false, replaceable: false }];
  }
  const base = { path, executable: false, replaceable: false };
  if (found.kind === 'obstacle') return [{ ...base, state: 'left', reason: found.reason }];
  const untouched = contentHash(found.text) === recorded;
  return [
    untouched
      ? { ...base, state: 'remove', before: found.text }
      : { ...base, state: 'left', reason: 'was edited', before: found.text },
  ];
}

/**
 * Checks that no two files would be one where letter case does not count (macOS, Windows).
 *
 * @throws Error a bug of ours: names that could differ by case alone are refused earlier.
 */
function checkDistinct(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) throw new Error(`Two files for one path: '${other}' and '${path}'.`);
    seen.set(path.toLowerCase(), path);
  }
}
