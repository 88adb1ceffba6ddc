import { dirname, resolve } from 'node:path';
import { attempt, isObject } from '../answers/parse/basic.ts';
import type { Sources } from '../answers/resolve.ts';
import type { Preset } from '../answers/types.ts';
import type { UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { readPreset } from './read.ts';
import { findPreset } from './references.ts';

/** Where sources belong: the repo's folder, and where the user stands. */
export interface SourcePlaces {
  readonly folder: string;
  readonly from: string;
}

/**
 * Adds the presets that sources name, read: those of flags, else of the answers file, else of the
 * folder's own. A preset that cannot be read is a fault among the others.
 */
export function withPresets(sources: Sources, { folder, from }: SourcePlaces): Sources {
  const { flags, answersFile, folderFile, faults = [] } = sources;
  const ofFile = answersFile && namesIn(answersFile);
  const found: UserError[] = [];
  const [names, base] =
    flags.preset !== undefined
      ? [flags.preset, from]
      : ofFile !== undefined
        ? [ofFile, dirname(resolve(from, answersFile?.name ?? ''))]
        : [namesIn(folderFile) ?? [], folder];
  const presets = names.flatMap(
    (name): readonly Preset[] =>
      attempt(() => [readPreset(findPreset(name, base, folder))], found)?.value ?? [],
  );
  return { ...sources, presets, faults: [...faults, ...found] };
}

/** The presets that a file names; its faults are reported when its answers are read. */
function namesIn(file: TextFile | undefined): readonly string[] | undefined {
  if (file === undefined || !file.text.includes('"presets"')) return undefined;
  try {
    const value: unknown = JSON.parse(file.text);
    if (!isObject(value) || !Array.isArray(value.presets)) return undefined;
    return value.presets.filter((one) => typeof one === 'string');
  } catch {
    return undefined;
  }
}
