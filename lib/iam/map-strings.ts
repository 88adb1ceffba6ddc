import type { TemplateString } from './template-string.ts';

/** Fields for people to read; a `<placeholder>` there is prose. */
const PROSE = new Set(['title', 'purpose', 'why', 'description', 'notGranted', 'sources']);

/**
 * Applies a function to every string of a model (policies, names, settings) or of a pipeline: the
 * one place that knows where template strings stand. Ids, Sids and actions hold no placeholder and come
 * through unchanged.
 */
export function mapStrings<From extends object, To extends object = From>(
  from: From,
  map: (value: TemplateString) => string,
): To {
  return mapAny(from, map) as To;
}

function mapAny(value: unknown, map: (value: TemplateString) => string): unknown {
  if (typeof value === 'string') return map(value as TemplateString);
  if (Array.isArray(value)) return value.map((item) => mapAny(item, map));
  if (typeof value !== 'object' || value === null) return value;
  // Entries lists cost more than the work itself: every file asks for this walk.
  const mapped: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (PROSE.has(key)) mapped[key] = item;
    else mapped[key] = key === 'tags' ? mapTags(item, map) : mapAny(item, map);
  }
  return mapped;
}

/** Calls back for every string that mapStrings would map. */
export function eachString(from: object, visit: (value: TemplateString) => void): void {
  visitAny(from, visit);
}

function visitAny(value: unknown, visit: (value: TemplateString) => void): void {
  if (typeof value === 'string') visit(value as TemplateString);
  else if (Array.isArray(value)) for (const item of value) visitAny(item, visit);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'tags') for (const tag of Object.values(item)) visit(tag as TemplateString);
      else if (!PROSE.has(key)) visitAny(item, visit);
    }
  }
}

/** A tag may be called like a field for people to read. */
function mapTags<S extends string>(tags: unknown, map: (value: S) => string): unknown {
  return Object.fromEntries(
    Object.entries(tags as Readonly<Record<string, S>>).map(([key, value]) => [key, map(value)]),
  );
}
