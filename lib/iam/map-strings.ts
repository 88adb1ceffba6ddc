import type { Environment } from './model.ts';
import type { OpenString } from './open.ts';
import type { OpenPart } from './parts.ts';

/** What has open strings anywhere, the list of their parts, and values for them. */
export interface WithParts {
  readonly parts: readonly OpenPart[];
  readonly environments: readonly Environment[];
}

/** Fields for people to read; a `<part>` there is prose. */
const PROSE = new Set(['title', 'purpose', 'why', 'description', 'notGranted', 'sources']);

/**
 * Applies a function to every string of a model (policies, names, settings) or of a pipeline: the
 * one place that knows where open strings stand. Ids, Sids and actions hold no part and come
 * through unchanged.
 */
export function mapStrings<From extends WithParts, To extends WithParts = From>(
  model: From,
  map: (value: OpenString) => string,
): To {
  const { environments, parts, ...rest } = model;
  return { ...(mapAny(rest, map) as To), environments, parts };
}

function mapAny(value: unknown, map: (value: OpenString) => string): unknown {
  if (typeof value === 'string') return map(value as OpenString);
  if (Array.isArray(value)) return value.map((item) => mapAny(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (PROSE.has(key)) return [key, item];
      return [key, key === 'tags' ? mapTags(item, map) : mapAny(item, map)];
    }),
  );
}

/** A tag may be called like a field for people to read. */
function mapTags<S extends string>(tags: unknown, map: (value: S) => string): unknown {
  return Object.fromEntries(
    Object.entries(tags as Readonly<Record<string, S>>).map(([key, value]) => [key, map(value)]),
  );
}
