import { createHash, randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isMap, isNode } from 'yaml';
import { attempt } from '../answers/parse/basic.ts';
import type { Preset } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { readPreset } from '../preset/read.ts';
import { findPreset } from '../preset/references.ts';
import { inLineEndingsOf } from '../starter/marker.ts';
import { readYaml } from '../yaml-text.ts';
import { answersOf } from './answers-of.ts';
import { type Manifest, readManifest, type ServiceSpec } from './manifest.ts';

/** The usual name of a manifest. */
export const FLEET_FILE = 'fleet.yaml';

/** A fleet with its presets read. */
export interface Fleet extends Manifest {
  /** Absolute. */
  readonly root: string;
  /** The manifest, as messages show it. */
  readonly file: string;
  /** The presets of a service, with their names in its repo. */
  readonly presetsOf: (spec: ServiceSpec) => readonly Preset[];
}

/** What is read in place of what the file says. */
interface InPlace {
  /** The whole text. */
  readonly text?: string;
  /** The id, where the manifest has none. */
  readonly freshId?: string;
}

/**
 * Reads the manifest and its presets.
 *
 * @throws UserError `NoFleet`, and every fault of both, each with file and line.
 */
export function openFleet(from: string, name = FLEET_FILE, { text, freshId }: InPlace = {}): Fleet {
  const path = resolve(from, name);
  const root = dirname(path);
  const file = { name: basename(path), text: text ?? manifestText(path, name) };
  const presets: Preset[] = [];
  const files = new Map<string, number>();
  const found = new Map<string, string>();
  const presetFaults = (places: ReadonlyMap<string, string>): readonly UserError[] => {
    const faults: UserError[] = [];
    for (const [reference, place] of places) {
      const missing: UserError[] = [];
      const one = attempt(() => findPreset(reference, root, root), missing)?.value;
      for (const { name: code, message, hint } of missing) {
        faults.push(new UserError(code, `${place}: ${message}`, hint));
      }
      if (one === undefined) continue;
      found.set(reference, one.file);
      if (files.has(one.file)) continue;
      files.set(one.file, presets.length);
      const preset = attempt(() => readPreset(one), faults);
      if (preset !== undefined) presets.push(preset.value);
    }
    return faults;
  };
  const presetsOf: Fleet['presetsOf'] = ({ presets: names, folder }) =>
    names.flatMap((text) => {
      const preset = presets[files.get(found.get(text) ?? '') ?? -1];
      if (preset === undefined) return [];
      const { reference } = findPreset(text, root, join(root, folder));
      return [{ ...preset, reference }];
    });
  const manifest = readManifest(file, {
    freshId,
    moreFaults: ({ presetPlaces, hasFaults, sound }) => {
      const ofPresets = presetFaults(presetPlaces);
      if (ofPresets.length > 0 || !hasFaults) return ofPresets;
      // Nothing runs, so that the answers of each service are checked here.
      const ofAnswers: UserError[] = [];
      for (const spec of sound) {
        attempt(() => answersOf(spec, presetsOf(spec), join(root, spec.folder)), ofAnswers);
      }
      return ofAnswers;
    },
  });
  return { ...manifest, root, file: basename(path), presetsOf };
}

/** The text of a manifest. @throws UserError `NoFleet`. */
export function manifestText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const hint = 'ecs-iam fleet init writes one.';
    throw new UserError('NoFleet', `There is no manifest '${name}'.`, hint, { cause });
  }
}

/**
 * Reads a manifest, and gives one without an id one at random, before its first key; comments stay.
 * Nothing is written into a manifest that has a fault.
 *
 * @throws UserError what openFleet throws.
 */
export function openWithId(
  from: string,
  name = FLEET_FILE,
): { readonly fleet: Fleet; readonly isNewId: boolean } {
  const path = resolve(from, name);
  const text = manifestText(path, name);
  const fleet = openFleet(from, name, { text, freshId: randomId() });
  const next = withId(text, fleet.id);
  // What was not understood as it was meant is left alone.
  const isNewId = next !== undefined && readManifest({ name, text: next }).id === fleet.id;
  if (isNewId) writeFileSync(path, next);
  return { fleet, isNewId };
}

/** The text with an id; undefined where it has one. */
function withId(text: string, id: string): string | undefined {
  const { value, document } = readYaml({ name: FLEET_FILE, text });
  if (Object(value).id !== undefined || !isMap(document.contents)) return undefined;
  const [first] = document.contents.items;
  const at = (isNode(first?.key) ? first.key.range?.[0] : undefined) ?? text.length;
  // YAML may be written as JSON, which takes no comment.
  const line = document.contents.flow
    ? `"id": ${JSON.stringify(id)}, `
    : `# The roles of this fleet are known by this id: never change it.\nid: ${id}\n`;
  const indent = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).replace(/\S/g, '');
  const lines = document.contents.flow ? line : line.replace(/\n(?=.)/g, `\n${indent}`) + indent;
  return text.slice(0, at) + inLineEndingsOf(text, lines) + text.slice(at);
}

/** 8 letters and digits; the first is a letter, which no YAML takes for a number. */
export function randomId(): string {
  const signs = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const one = (most: number) => signs.charAt(randomInt(most));
  return one(26) + Array.from({ length: 7 }, () => one(36)).join('');
}

/**
 * The services that some patterns name: by name with `*`, or `group:NAME`.
 *
 * @throws UserError `UnknownService`.
 */
export function selectServices(
  services: readonly ServiceSpec[],
  patterns?: readonly string[],
): readonly ServiceSpec[] {
  if (patterns === undefined) return services;
  const all = patterns.flatMap((text) => text.split(',')).filter((text) => text !== '');
  // An empty variable of a script does not mean every service.
  if (all.length === 0) {
    const hint = 'Leave --only out, or write --only *, for all of them.';
    throw new UserError('UnknownService', '--only names no service.', hint);
  }
  for (const pattern of all) {
    if (services.some((one) => fits(one, pattern))) continue;
    const names = services.map(({ name }) => name);
    const hint = 'Name services, with * for any letters, or group:NAME.';
    const message = `--only: no service fits ${shown(pattern)}.`;
    throw new UserError('UnknownService', message, didYouMean(pattern, names, hint));
  }
  return services.filter((one) => all.some((pattern) => fits(one, pattern)));
}

function fits({ name, group }: ServiceSpec, pattern: string): boolean {
  const [, wanted] = /^group:(.*)$/.exec(pattern) ?? [];
  if (wanted !== undefined) return group === wanted;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** A hash of all that a service's repo follows from, but the folder. */
export function inputsOf(spec: ServiceSpec, presets: readonly Preset[], version: string): string {
  const { name, id, entries, presets: names } = spec;
  const values = entries.map((list) => list.map(({ path, value }) => [path, value]));
  const text = JSON.stringify([version, name, id, names, presets, values]);
  return createHash('sha1').update(text).digest('hex');
}
