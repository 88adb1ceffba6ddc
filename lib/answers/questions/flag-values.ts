import { shown, UserError } from '../../errors.ts';
import { isPlaceholder, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { attempt, parseItems } from '../parse/basic.ts';
import { readPasted } from '../parse/pasted.ts';
import { LIST_PLACEHOLDERS } from '../parse/placeholders.ts';
import type { RawEntry } from '../question.ts';

/** `KEY=VALUE` as an entry below a name. */
export function splitPair(name: string, text: string, form: string): readonly RawEntry[] {
  const [key, value] = cut(text, '=', form);
  return [[[name, key], value]];
}

/** `ROLE.OPTION[=off]`. */
export function splitOption(text: string): readonly RawEntry[] {
  const equals = text.indexOf('=');
  if (equals < 0) return [[['options', text], true]];
  return [[['options', text.slice(0, equals)], text.slice(equals + 1)]];
}

/** `ROLE.SETTING=VALUE`. */
export function splitOverride(text: string): readonly RawEntry[] {
  const [key, value] = cut(text, '=', 'ROLE.SETTING=VALUE');
  const [role, setting] = cut(key, '.', 'ROLE.SETTING=VALUE');
  return [[['roleOverrides', role, setting], value]];
}

/** `[ENV.]NAME=VALUE`; a placeholder that takes several values is split at commas. */
export function splitSet(text: string): readonly RawEntry[] {
  const [key, value] = cut(text, '=', '[ENV.]NAME=VALUE');
  const dot = key.indexOf('.');
  if (dot >= 0) return [[['environments', key.slice(0, dot), key.slice(dot + 1)], value]];
  const several = isPlaceholder(key) && LIST_PLACEHOLDERS.includes(key);
  const list = several && (placeholderSpec(key).list || value.includes(','));
  return list ? [[['lists', key], parseItems(value)]] : [[['values', key], value]];
}

/** One name or several: the first is that of the service, and the policies name all. */
export function splitNames(name: Placeholder): (text: string) => readonly RawEntry[] {
  return (text) => {
    const [first, ...more] = parseItems(text);
    const own: RawEntry = [['values', name], first ?? text];
    return more.length === 0
      ? [own]
      : [
          own,
          [
            ['lists', name],
            [first, ...more],
          ],
        ];
  };
}

/** `ACCOUNT[:REGION[:REPOSITORY]]`, or the URI or ARN of the repository. */
export function splitPullFrom(text: string): readonly RawEntry[] {
  const pasted = attempt(() => readPasted('registryRepository', text.trim()), [])?.value;
  if (pasted !== undefined) {
    const { registryAccount, registryRegion } = pasted.besides;
    return [
      [['values', 'registryAccount'], registryAccount],
      [['values', 'registryRegion'], registryRegion],
      [['values', 'registryRepository'], pasted.name],
    ];
  }
  const [account = '', region, repository, ...rest] = text.split(':');
  if (rest.length > 0) throw malformed(text, 'ACCOUNT[:REGION[:REPOSITORY]]');
  const entries: RawEntry[] = [[['values', 'registryAccount'], account]];
  if (region !== undefined) entries.push([['values', 'registryRegion'], region]);
  if (repository !== undefined) entries.push([['values', 'registryRepository'], repository]);
  return entries;
}

function cut(text: string, mark: string, form: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 1) throw malformed(text, form);
  return [text.slice(0, at), text.slice(at + 1)];
}

function malformed(text: string, form: string): UserError {
  return new UserError('MalformedFlag', `${shown(text)} is not ${form}.`, `Write ${form}.`);
}
