import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Found } from './inspect.ts';
import type { WrittenFiles } from './write-plan.ts';

/** The file that marks a generated repo's root, for Yeoman too, and holds what we last wrote. */
export const MARKER = '.yo-rc.json';
const KEY = 'generator-ecs-iam';

/**
 * The marker's text; undefined without one.
 *
 * @throws UserError `MarkerBroken` when it is a link or a folder.
 */
export function markerText(found: Found): string | undefined {
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'file') return found.text;
  throw new UserError(
    'MarkerBroken',
    `${MARKER} ${found.reason}; it has to be a plain file.`,
    'Nothing was written. Move it away.',
  );
}

/** A path from the top of the git repository around the folder, as the marker has it: a workflow alone. */
const FROM_TOP = /^\/(?=\.github\/workflows\/[^/]+\.yml$)/;

/**
 * Reads path → hash of the files last written. `top` leads from the folder to the top of the git
 * repository around it, such as `../../`; without it the paths from there stay as they are.
 *
 * @throws UserError `MarkerBroken`, `PathLeavesFolder`.
 */
export function readWrittenFiles(marker: string | undefined, top = ''): WrittenFiles {
  if (marker === undefined) return {};
  const own = parseMarker(marker)[KEY];
  const files = isRecord(own) && isRecord(own.files) ? own.files : {};
  const entries = Object.entries(files).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
  return Object.fromEntries(
    entries.map(([path, hash]) => {
      checkPath(path.replace(FROM_TOP, ''), MARKER);
      return [top === '' ? path : path.replace(FROM_TOP, top), hash];
    }),
  );
}

/** The marker's text with other hashes; whatever else a user or generator keeps there stays. */
export function withWrittenFiles(
  marker: string | undefined,
  files: WrittenFiles,
  top = '',
): string {
  const all = marker === undefined ? {} : parseMarker(marker);
  const own = isRecord(all[KEY]) ? all[KEY] : {};
  const sorted = Object.fromEntries(
    Object.entries(files)
      .map(([path, hash]): [string, string] =>
        top !== '' && path.startsWith(top) ? [`/${path.slice(top.length)}`, hash] : [path, hash],
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return `${JSON.stringify({ ...all, [KEY]: { ...own, files: sorted } }, null, 2)}\n`;
}

/** The marker's text with another list of what is retired; an empty one is left out. */
export function withRetiredList(marker: string, retired: readonly object[]): string {
  const all = parseMarker(marker);
  const { retired: _, ...own } = isRecord(all[KEY]) ? all[KEY] : {};
  const list = retired.length > 0 ? { retired } : {};
  return `${JSON.stringify({ ...all, [KEY]: { ...own, ...list } }, null, 2)}\n`;
}

/** What the marker holds of ours. @throws UserError `MarkerBroken`. */
export function ownRecord(marker: string | undefined): Readonly<Record<string, unknown>> {
  const own = marker === undefined ? {} : parseMarker(marker)[KEY];
  return isRecord(own) ? own : {};
}

function parseMarker(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (isRecord(value)) return value;
  throw new UserError(
    'MarkerBroken',
    `${MARKER} is not a JSON object.`,
    'Mend it (a merge may have left its marks there), or delete it: the same files are then written anew.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks that a path stays in the folder it is relative to, whatever the operating system.
 *
 * @throws UserError `PathLeavesFolder`.
 */
export function checkPath(path: string, source: string): void {
  const segments = path.split('/');
  const plain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (plain && !/[\\\0]|^[A-Za-z]:/.test(path)) return;
  throw new UserError(
    'PathLeavesFolder',
    `${source} names the path ${JSON.stringify(path)}, which is not a plain path inside the folder.`,
    'Nothing was written. Mend or delete that entry.',
  );
}

/** The sha256 (hex) of a file's text, with a wholly-CRLF text read as its LF form. */
export function contentHash(text: string): string {
  return createHash('sha256').update(withLf(text)).digest('hex');
}

/** True when two texts are the same but for one of them being wholly CRLF. */
export function sameContents(one: string, other: string): boolean {
  return withLf(one) === withLf(other);
}

/**
 * Gives new contents the line endings of the text they replace: a checkout on Windows turns every
 * LF into CRLF, which is no edit and must not become one.
 */
export function inLineEndingsOf(before: string | undefined, after: string): string {
  if (before === undefined || !isWhollyCrlf(before)) return after;
  return after.replaceAll('\n', '\r\n');
}

/** A wholly-CRLF text in its LF form; any other as it is. */
export function withLf(text: string): string {
  return isWhollyCrlf(text) ? text.replaceAll('\r\n', '\n') : text;
}

function isWhollyCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

const BEGIN =
  '# >>> generator-ecs-iam: written again on each run; your own lines go above or below';
const END = '# <<< generator-ecs-iam';

/** A file's text around our block, with LF line ends; `damaged`: one of the two marks is missing or stands there twice. */
export type FoundBlock =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'found'; readonly above: string; readonly below: string };

/** Puts lines between the two marks that tell our lines of a shared file from the user's. */
export function markedBlock(lines: string): string {
  return `${BEGIN}\n${lines}${END}\n`;
}

/** Finds our block in the text of a shared file (LF line ends). */
export function findBlock(text: string): FoundBlock {
  const lines = text.split(/(?<=\n)/);
  const begins = indexesOf(lines, '# >>> generator-ecs-iam');
  const ends = indexesOf(lines, END);
  const [begin, ...moreBegins] = begins;
  const [end, ...moreEnds] = ends;
  if (begin === undefined && end === undefined) return { kind: 'none' };
  const pair = begin !== undefined && end !== undefined && begin < end;
  if (!pair || moreBegins.length + moreEnds.length > 0) return { kind: 'damaged' };
  return {
    kind: 'found',
    above: lines.slice(0, begin).join(''),
    below: lines.slice(end + 1).join(''),
  };
}

/** The text with our block in it: in the place of the old one, else after all that stands there. */
export function withBlock(text: string, found: FoundBlock, block: string): string {
  if (found.kind === 'found') return `${found.above}${block}${found.below}`;
  if (text === '') return block;
  return `${text}${text.endsWith('\n') ? '' : '\n'}\n${block}`;
}

function indexesOf(lines: readonly string[], mark: string): readonly number[] {
  return lines.flatMap((line, index) => (line.startsWith(mark) ? [index] : []));
}
