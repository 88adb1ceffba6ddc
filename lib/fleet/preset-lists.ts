import { isObject, parseItems } from '../answers/parse/basic.ts';
import type { TextFile } from '../json-text.ts';
import { readYaml } from '../yaml-text.ts';
import type { ServiceSpec } from './manifest.ts';

/** A list of presets in a manifest: the fleet's, a group's or a service's. */
export interface PresetList {
  readonly path: readonly string[];
  readonly of: readonly ServiceSpec[];
  readonly presets: readonly string[];
  readonly line: number;
}

/** Every place where the manifest can name presets, and whose they are there. */
export function presetLists(
  file: TextFile,
  services: readonly ServiceSpec[],
): readonly PresetList[] {
  const { value, lineOf } = readYaml(file);
  const at = (path: readonly string[]) =>
    path.reduce<unknown>((one, key) => (isObject(one) ? one[key] : undefined), value);
  const groups = new Set(services.map(({ group }) => group).filter((name) => name !== ''));
  const places = [
    { path: ['presets'], of: services },
    ...[...groups].map((group) => ({
      path: ['groups', group, 'presets'],
      of: services.filter((one) => one.group === group),
    })),
    ...services.map((one) => ({ path: ['services', one.name, 'presets'], of: [one] })),
  ];
  return places.map((one) => ({
    ...one,
    presets: parseItems(at(one.path) ?? []).map(String),
    line: lineOf(one.path),
  }));
}
