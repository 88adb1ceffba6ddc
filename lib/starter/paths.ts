import { UserError } from '../errors.ts';

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

/**
 * Checks that no two files would be one where letter case does not count (macOS, Windows).
 *
 * @throws Error a bug of ours: names that could differ by case alone are refused earlier.
 */
export function checkDistinct(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) throw new Error(`Two files for one path: '${other}' and '${path}'.`);
    seen.set(path.toLowerCase(), path);
  }
}

/** Every folder above a path, outermost first: `a/b/c` → `a`, `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
