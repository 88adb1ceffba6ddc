import { readFileSync } from 'node:fs';
import { entriesFromObject } from '../answers/answers-file.ts';
import { isObject, parseObject, parseText } from '../answers/parse/basic.ts';
import type { Entry } from '../answers/sources.ts';
import type { Preset } from '../answers/types.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { readJson } from '../json-text.ts';
import { parseOwnGrants } from './own-grants.ts';
import { parseOwnRoles } from './own-roles.ts';
import { placedAt } from './placed.ts';
import type { FoundPreset } from './references.ts';
import { parseRules } from './rules.ts';
import { checkPresetKeys } from './schema.ts';

/**
 * Reads a preset; no code of it is run.
 *
 * @throws UserError with every fault, each with file and line.
 */
export function readPreset(found: FoundPreset): Preset {
  const { preset, faults } = inspectPreset(found);
  throwFaults(faults);
  return preset;
}

/**
 * Reads a preset as far as it can be read, with the faults of the rest. With the presets that it is
 * taken with, what it forbids is looked for in them too.
 *
 * @throws UserError `PresetNotFound`, `BadValue`, and what readJson throws.
 */
export function inspectPreset(
  found: FoundPreset,
  others?: readonly Preset[],
): {
  readonly preset: Preset;
  readonly faults: readonly UserError[];
} {
  const { shown: file } = found;
  const { value, lineOf } = readJson({ name: file, text: textOf(found) });
  if (!isObject(value)) {
    throw new UserError('BadValue', `${file} does not hold an object.`, 'Begin it with {.');
  }
  const faults: UserError[] = [];
  const at = placedAt(file, lineOf, faults);
  checkPresetKeys(value, at);
  const name = at(['name'], () => nameOf(value.name)) ?? '';
  const entries = (key: 'defaults' | 'locked', from: 'preset' | 'lock'): readonly Entry[] => {
    const object = at([key], () => parseObject(value[key] ?? {})) ?? {};
    const place = (path: readonly string[]) => `preset ${name} (${file}:${lineOf([key, ...path])})`;
    return Object.entries(object).flatMap(
      ([answer, one]) =>
        at([key, answer], () => {
          if (OF_REPO.includes(answer)) throw notOfAPreset(answer);
          return entriesFromObject({ [answer]: one }, { from, where: key, at: place });
        }) ?? [],
    );
  };
  const defaults = entries('defaults', 'preset');
  const locked = entries('locked', 'lock');
  const where = (path: readonly string[]) => `preset ${name} (${file}:${lineOf(path)})`;
  const grants = parseOwnGrants(value.grants ?? [], at);
  const roles = parseOwnRoles(value.roles ?? [], at);
  const parsed = parseRules(value, at, {
    grants,
    roles,
    others: others?.flatMap((one) => one.grants),
  });
  at(['description'], () => value.description === undefined || parseText(value.description));
  const docs = at(['docs'], () => (value.docs === undefined ? '' : parseText(value.docs))) ?? '';
  const implied = parsed.locks.map(
    (one): Entry => ({ ...one, from: 'lock', at: where(one.place) }),
  );
  const every = isObject(value.roleNames) ? value.roleNames['*'] : undefined;
  const path = ['roleNames', '*'];
  const everyName: Entry = { path, value: every, from: 'lock', at: where(path) };
  const all = {
    defaults,
    locked: [...locked, ...implied],
    rules: parsed.rules,
    ...(every !== undefined && { everyName }),
  };
  return { preset: { reference: found.reference, name, ...all, grants, roles, docs }, faults };
}

/** Answers of one repo. */
const OF_REPO = ['presets', 'project', 'id'];

function textOf({ file, shown: name }: FoundPreset): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const hint =
      Object(cause).code === 'EISDIR'
        ? 'It is a folder: name the JSON file in it.'
        : 'Check its permissions.';
    throw new UserError('PresetNotFound', `The preset '${name}' cannot be read.`, hint, { cause });
  }
}

function nameOf(raw: unknown): string {
  const name = parseText(raw, 'the name of the preset');
  if (/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(name)) return name;
  throw new UserError('BadValue', `${shown(name)} is not a name for a preset.`, 'As in acme.');
}

function notOfAPreset(key: string): UserError {
  return new UserError('UnknownKey', `'${key}' is of one repo, not of a preset.`, 'Leave it out.');
}
