import type { Model } from './model.ts';

/** Fields for people to read; a `<part>` there is prose. */
const PROSE = new Set(['title', 'purpose', 'why', 'notGranted', 'sources']);

/**
 * Applies a function to every string of a model's policies, names and settings: the one place that
 * knows where open strings stand. Ids, Sids and actions hold no part and come through unchanged.
 */
export function mapStrings<S extends string, T extends string>(
  model: Model<S>,
  map: (value: S) => T,
): Model<T> {
  const { environments, parts, ...rest } = model;
  return {
    ...(mapAny(rest, map) as Omit<Model<T>, 'environments' | 'parts'>),
    environments,
    parts,
  };
}

function mapAny<S extends string>(value: unknown, map: (value: S) => string): unknown {
  if (typeof value === 'string') return map(value as S);
  if (Array.isArray(value)) return value.map((item) => mapAny(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, PROSE.has(key) ? item : mapAny(item, map)]),
  );
}
