import type { Entry } from './sources.ts';

/** True of what a person who is asked may answer differently. */
export function isWeak(from: Entry['from']): boolean {
  return from === 'folder' || from === 'preset';
}

/**
 * What the folder and presets provide and replies leave: not what was cleared, and no part of an answer
 * that was given whole, such as a tag.
 */
export function staying<One extends Entry>(
  entries: readonly One[],
  replies: readonly Entry[],
  cleared: readonly string[],
): readonly One[] {
  const whole = replies.filter(({ path }) => path.length === 1).map(({ path: [name] }) => name);
  return entries.filter(({ from, path }) => {
    if (!isWeak(from) || cleared.includes(nameOf(path))) return false;
    return path.length === 1 || path[0] === 'environments' || !whole.includes(path[0]);
  });
}

/** The answer or the placeholder that a path belongs to. */
function nameOf([first = '', second = '', third]: readonly string[]): string {
  if (first === 'environments') return third ?? first;
  return first === 'values' && second !== '' ? second : first;
}
