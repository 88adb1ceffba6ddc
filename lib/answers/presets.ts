import { shown, UserError } from '../errors.ts';
import { badValue, parseItems, parseText } from './parse/basic.ts';
import { ownRoleIds } from './parse/roles.ts';
import { type Entry, mergeSources } from './sources.ts';
import type { AppliedPresets, Preset } from './types.ts';

/** Presets as paths or names of packages; what they hold is read elsewhere. */
export function parsePresetReferences(raw: unknown): AppliedPresets {
  const references = parseItems(raw).map((item) => {
    const text = parseText(item, 'a file or a package').trim();
    if (text === '' || text.includes('\\')) {
      throw badValue(text, 'a path with / or the name of a package');
    }
    return text;
  });
  return { references, list: [] };
}

/** What presets lock, the later wins; a pattern for every role is one for those of other presets too. */
export function locksOf(presets: readonly Preset[]): readonly Entry[] {
  const own = ownRoleIds(presets);
  return mergeSources(
    presets.toReversed().map(({ locked, everyName }) => {
      if (everyName === undefined) return locked;
      const named = new Set(locked.map(({ path }) => path.join('.')));
      const others = own.filter((id) => !named.has(`roleNames.${id}`));
      const value = String(everyName.value);
      return [
        ...locked,
        ...others.map((id) => ({
          ...everyName,
          path: ['roleNames', id],
          value: value.replaceAll('<role>', id),
        })),
      ];
    }),
  );
}

/** Each value that differs from one that a preset locks, by a comparison of what both mean. */
export function lockFaults(
  locks: readonly Entry[],
  entries: readonly Entry[],
  meaningOf: (entry: Entry) => unknown,
): readonly UserError[] {
  return entries.flatMap((entry) => {
    const lock = locks.find((one) => concerns(one.path, entry.path));
    if (lock === undefined) return [];
    const wanted = JSON.stringify(meaningOf(lock));
    if (JSON.stringify(meaningOf(entry)) === wanted) return [];
    return [
      new UserError(
        'LockedByPreset',
        `${entry.at}: ${lock.at} locks ${lock.path.join('.')} to ${shown(lock.value)}, not ${shown(entry.value)}.`,
        'Leave the answer out, or ask whoever keeps the preset.',
      ),
    ];
  });
}

/** The same path, or the value of a placeholder in every environment and in one. */
function concerns(lock: readonly string[], path: readonly string[]): boolean {
  if (String(lock) === String(path)) return true;
  const [first, second, third] = path;
  if (lock[0] === 'environments' && lock.length === 3) {
    return first === 'values' && second === lock[2] && path.length === 2;
  }
  return lock[0] === 'values' && first === 'environments' && third === lock[1];
}
