import { attempt } from '../answers/parse/basic.ts';
import type { Sources } from '../answers/resolve.ts';
import type { Preset } from '../answers/types.ts';
import type { UserError } from '../errors.ts';
import { namedPresets, type SourcePlaces } from './names.ts';
import { readPreset } from './read.ts';
import { findPreset } from './references.ts';

/**
 * Adds the presets that sources name, read. A preset that cannot be read is a fault among the others.
 */
export function withPresets(sources: Sources, places: SourcePlaces): Sources {
  const found: UserError[] = [];
  const { names, base } = namedPresets(sources, places);
  const presets = names.flatMap(
    (name): readonly Preset[] =>
      attempt(() => [readPreset(findPreset(name, base, places.folder))], found)?.value ?? [],
  );
  return { ...sources, presets, faults: [...(sources.faults ?? []), ...found] };
}
