import type { OneOrMany } from './types.ts';

/** A list, whose only entry a document may write as the value itself; empty when it is absent. */
export function listOf<T extends string | number | boolean | object>(
  value: OneOrMany<T> | undefined,
): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: OneOrMany<T>): value is readonly T[] {
  return Array.isArray(value);
}
