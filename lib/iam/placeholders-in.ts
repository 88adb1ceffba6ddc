import { PROSE } from './map-strings.ts';
import { PLACEHOLDER_NAMES, type Placeholder } from './placeholders.ts';
import { placeholdersOf, type TemplateString } from './template-string.ts';

/**
 * Lists the placeholders that the strings of a role, a list of roles, a model or a pipeline hold, in
 * the order of PLACEHOLDERS.
 */
export function placeholdersIn(value: object): readonly Placeholder[] {
  return inOrder(partsOf(value));
}

function inOrder(found: readonly Placeholder[]): readonly Placeholder[] {
  if (found.length < 2) return found;
  return [...found].sort((one, other) => (PLACES.get(one) ?? -1) - (PLACES.get(other) ?? -1));
}

const PLACES = new Map(PLACEHOLDER_NAMES.map((name, index) => [name, index]));
const NONE: readonly Placeholder[] = [];
/** What was found before: roles, models and lists of them ask for what is below them again. */
const known = new WeakMap<object, readonly Placeholder[]>();

/** Each once, in no order. */
function partsOf(value: unknown): readonly Placeholder[] {
  if (typeof value === 'string') return placeholdersOf(value as TemplateString);
  if (typeof value !== 'object' || value === null) return NONE;
  // Most lists are short, of strings: asking again is quicker than keeping.
  if (Array.isArray(value)) return joined(value);
  const before = known.get(value);
  if (before !== undefined) return before;
  let found = NONE;
  for (const key of Object.keys(value)) {
    if (PROSE.has(key)) continue;
    const part = (value as Readonly<Record<string, unknown>>)[key];
    // A tag may be called like a field for people to read.
    found = union(found, key === 'tags' ? joined(Object.values(Object(part))) : partsOf(part));
  }
  known.set(value, found);
  return found;
}

function joined(parts: readonly unknown[]): readonly Placeholder[] {
  let found = NONE;
  for (const part of parts) found = union(found, partsOf(part));
  return found;
}

function union(one: readonly Placeholder[], other: readonly Placeholder[]): readonly Placeholder[] {
  if (other.length === 0) return one;
  const more = other.filter((name) => !one.includes(name));
  if (more.length === 0) return one;
  return one.length === 0 ? other : [...one, ...more];
}
