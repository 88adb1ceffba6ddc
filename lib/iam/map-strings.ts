import type { TemplateString } from './template-string.ts';

/** Fields for people to read; a `<placeholder>` there is prose. */
export const PROSE: ReadonlySet<string> = new Set([
  'title',
  'purpose',
  'why',
  'description',
  'notGranted',
  'sources',
]);

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
  return mapParts(value, map, (key, part) => {
    if (PROSE.has(key)) return part;
    return key === 'tags' ? mapTags(part, map) : mapAny(part, map);
  });
}

/** A tag may be called like a field for people to read. */
function mapTags(tags: unknown, map: (value: TemplateString) => string): unknown {
  return mapParts(tags, map, (_, tag) => mapAny(tag, map));
}

/**
 * A string mapped, and a list or an object with each part mapped (the parts of a list have the key
 * ''); itself where nothing changes, so that what is kept for an object of the catalogue holds for
 * every service.
 */
export function mapParts(
  value: unknown,
  map: (value: TemplateString) => string,
  mapPart: (key: string, part: unknown) => unknown,
): unknown {
  if (typeof value === 'string') return map(value as TemplateString);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let parts: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const mapped = mapPart('', value[index]);
      if (mapped === value[index]) continue;
      parts ??= [...value];
      parts[index] = mapped;
    }
    return parts ?? value;
  }
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const part = (value as Readonly<Record<string, unknown>>)[key];
    const mapped = mapPart(key, part);
    if (mapped === part) continue;
    changed ??= { ...value };
    // A tag may have any name: set, '__proto__' would be something else.
    if (key === '__proto__') Object.defineProperty(changed, key, { ...PLAIN, value: mapped });
    else changed[key] = mapped;
  }
  return changed ?? value;
}

const PLAIN = { configurable: true, enumerable: true, writable: true } as const;
