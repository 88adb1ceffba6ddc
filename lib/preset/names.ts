import { dirname, resolve } from 'node:path';
import { isObject } from '../answers/parse/basic.ts';
import type { Sources } from '../answers/resolve.ts';
import type { TextFile } from '../json-text.ts';

/** Where sources belong: the repo's folder, and where the user stands. */
export interface SourcePlaces {
  readonly folder: string;
  readonly from: string;
}

/** The presets that sources name, and the folder that their paths begin in. */
export interface NamedPresets {
  readonly names: readonly string[];
  readonly base: string;
}

/** The presets of flags, else of the answers file, else of the folder's own. */
export function namedPresets(
  { flags, answersFile, folderFile }: Sources,
  { folder, from }: SourcePlaces,
): NamedPresets {
  if (flags.preset !== undefined) return { names: flags.preset, base: from };
  const ofFile = answersFile && namesIn(answersFile);
  if (ofFile !== undefined) {
    return { names: ofFile, base: dirname(resolve(from, answersFile?.name ?? '')) };
  }
  return { names: namesIn(folderFile) ?? [], base: folder };
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
