import { eachString } from './map-strings.ts';
import { PLACEHOLDER_NAMES, type Placeholder } from './placeholders.ts';
import { placeholdersOf } from './template-string.ts';

/**
 * Lists the placeholders that the strings of a role, a list of roles, a model or a pipeline hold, in
 * the order of PLACEHOLDERS.
 */
export function placeholdersIn(value: object): readonly Placeholder[] {
  const used = new Set<Placeholder>();
  eachString(value, (text) => {
    for (const placeholder of placeholdersOf(text)) used.add(placeholder);
  });
  return PLACEHOLDER_NAMES.filter((placeholder) => used.has(placeholder));
}
