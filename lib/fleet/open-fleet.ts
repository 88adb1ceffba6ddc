import { createHash, randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { attempt } from '../answers/parse/basic.ts';
import type { Preset } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { readPreset } from '../preset/read.ts';
import { findPreset } from '../preset/references.ts';
import { readYaml } from '../yaml-text.ts';
import { type Manifest, readManifest, type ServiceSpec } from './manifest.ts';

/** The usual name of a manifest. */
export const FLEET_FILE = 'fleet.yaml';

/** A fleet with its presets read. */
export interface Fleet extends Manifest {
  /** Absolute. */
  readonly root: string;
  /** The manifest, as messages show it. */
  readonly file: string;
  /** Each preset of the fleet once. */
  readonly presets: readonly Preset[];
  /** The presets of a service, by their place in `presets`, with their names in its repo. */
  readonly presetsOf: (
    spec: ServiceSpec,
  ) => readonly { readonly index: number; readonly reference: string }[];
}

/**
 * Reads the manifest and its presets; with a text, that one in place of the file's.
 *
 * @throws UserError `NoFleet`, and every fault of both, each with file and line.
 */
export function openFleet(from: string, name = FLEET_FILE, text?: string): Fleet {
  const path = resolve(from, name);
  const root = dirname(path);
  const manifest = readManifest({
    name: basename(path),
    text: text ?? manifestText(path, name),
  });
  const faults: UserError[] = [];
  const presets: Preset[] = [];
  const files = new Map<string, number>();
  const found = new Map<string, string>();
  for (const reference of new Set(manifest.services.flatMap((one) => one.presets))) {
    attempt(() => {
      const one = findPreset(reference, root, root);
      found.set(reference, one.file);
      if (files.has(one.file)) return;
      files.set(one.file, presets.length);
      presets.push(readPreset(one));
    }, faults);
  }
  throwFaults(faults);
  return {
    ...manifest,
    root,
    file: basename(path),
    presets,
    presetsOf: ({ presets: names, folder }) =>
      names.flatMap((text) => {
        const index = files.get(found.get(text) ?? '');
        const { reference } = findPreset(text, root, join(root, folder));
        return index === undefined ? [] : [{ index, reference }];
      }),
  };
}

function manifestText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const hint = 'ecs-iam fleet init writes one.';
    throw new UserError('NoFleet', `There is no manifest '${name}'.`, hint, { cause });
  }
}

/** Gives a manifest without an id one at random, before its first key; comments stay. */
export function ensureId(from: string, name = FLEET_FILE): string | undefined {
  const path = resolve(from, name);
  const text = manifestText(path, name);
  if (/^id:/m.test(text)) return undefined;
  const id = randomId();
  // YAML may be written as JSON, which takes no comment.
  if (/^\s*\{/.test(text)) {
    if (Object(readYaml({ name, text }).value).id !== undefined) return undefined;
    writeFileSync(path, text.replace('{', `{\n  "id": ${JSON.stringify(id)},`));
    return id;
  }
  const at = text.search(/^[A-Za-z]/m);
  const place = at < 0 ? text.length : at;
  const note = '# The roles of this fleet are known by this id: never change it.';
  writeFileSync(path, `${text.slice(0, place)}${note}\nid: ${id}\n${text.slice(place)}`);
  return id;
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
  patterns: readonly string[] = [],
): readonly ServiceSpec[] {
  const all = patterns.flatMap((text) => text.split(',')).filter((text) => text !== '');
  if (all.length === 0) return services;
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
