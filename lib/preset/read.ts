import { readFileSync } from 'node:fs';
import { entriesFromObject } from '../answers/answers-file.ts';
import { attempt, isObject, parseObject, parseText } from '../answers/parse/basic.ts';
import type { Entry } from '../answers/sources.ts';
import type { Preset } from '../answers/types.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { readJson } from '../json-text.ts';
import { parseOwnGrants } from './own-grants.ts';
import { parseOwnRoles } from './own-roles.ts';
import type { FoundPreset } from './references.ts';
import { parseRules } from './rules.ts';
import { checkPresetKeys } from './schema.ts';

/**
 * Reads a preset; no code of it is run.
 *
 * @throws UserError with every fault, each with file and line.
 */
export function readPreset(found: FoundPreset): Preset {
  const { shown: file } = found;
  const { value, lineOf } = readJson({ name: file, text: textOf(found) });
  if (!isObject(value)) {
    throw new UserError('BadValue', `${file} does not hold an object.`, 'Begin it with {.');
  }
  const faults: UserError[] = [];
  /** Runs a step; each fault gets the place of a key. */
  const at = <Value>(path: readonly string[], step: () => Value): Value | undefined => {
    const own: UserError[] = [];
    const outcome = attempt(step, own);
    const place = `${file}:${lineOf(path)}`;
    faults.push(...own.map((one) => placed(one, place, path)));
    return outcome?.value;
  };
  at([], () => checkPresetKeys(value));
  const name = at(['name'], () => nameOf(value.name)) ?? '';
  const entries = (key: 'defaults' | 'locked', from: 'preset' | 'lock'): readonly Entry[] =>
    at([key], () => {
      const object = parseObject(value[key] ?? {});
      const place = (path: readonly string[]) =>
        `preset ${name} (${file}:${lineOf([key, ...path])})`;
      const { presets, project, id, ...answers } = object;
      const own = Object.keys({ presets, project, id }).find((one) => object[one] !== undefined);
      if (own !== undefined) throw notOfAPreset(own);
      return entriesFromObject(answers, { from, where: key, at: place });
    }) ?? [];
  const defaults = entries('defaults', 'preset');
  const locked = entries('locked', 'lock');
  const where = (path: readonly string[]) => `preset ${name} (${file}:${lineOf(path)})`;
  const grants = parseOwnGrants(value.grants ?? [], at);
  const roles = parseOwnRoles(value.roles ?? [], at);
  const parsed = parseRules(value, at, roles);
  const docs = at(['docs'], () => (value.docs === undefined ? '' : parseText(value.docs))) ?? '';
  throwFaults(faults);
  const implied = parsed.locks.map(
    (one): Entry => ({ ...one, from: 'lock', at: where(one.place) }),
  );
  return {
    reference: found.reference,
    name,
    defaults,
    locked: [...locked, ...implied],
    rules: parsed.rules,
    grants,
    roles,
    docs,
  };
}

function textOf({ file, shown: name }: FoundPreset): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const hint = 'Check its permissions.';
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

function placed(fault: UserError, place: string, path: readonly string[]): UserError {
  const { name, message, hint, cause } = fault;
  const key = path.length === 0 ? '' : `${path.join('.')}: `;
  return new UserError(name, `${place}: ${key}${message}`, hint, { cause });
}
