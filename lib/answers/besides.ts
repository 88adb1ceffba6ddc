import { shown, UserError } from '../errors.ts';
import { isPlaceholder, type PlaceholderValues } from '../iam/placeholders.ts';
import { isObject } from './parse/basic.ts';
import type { Entry } from './sources.ts';

/** An entry with the values that it gives, where it is one of placeholders. */
interface Given extends Entry {
  readonly parsed: unknown;
  readonly own?: PlaceholderValues;
}

/**
 * One fault for each pasted text that holds the value of another placeholder too, such as the cluster
 * in the ARN of a service, where the same source gives that placeholder another value.
 */
export function besidesFaults(entries: readonly Given[]): readonly UserError[] {
  return entries.flatMap((entry) => {
    const about = entry.path.at(-1);
    return Object.entries(valuesOf(entry)).flatMap(([name, value]) => {
      const path = [...entry.path.slice(0, -1), name];
      const other = entries.find(
        (one) => one.from === entry.from && String(one.path) === String(path),
      );
      const given = other && valuesOf(other)[name];
      if (name === about || other === undefined || given === value) return [];
      const message = `${entry.at}: ${shown(entry.value)} has ${name} ${shown(value)}, but ${other.at} gives ${shown(given)}.`;
      return [new UserError('ArnElsewhere', message, 'Correct one of the two.')];
    });
  });
}

function valuesOf({
  path: [first = '', second = ''],
  parsed,
  own,
}: Given): Readonly<Record<string, unknown>> {
  if (own !== undefined) return own;
  return first === 'values' && isPlaceholder(second) && isObject(parsed) ? parsed : {};
}
