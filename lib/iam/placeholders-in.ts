import { mapStrings, type WithPlaceholders } from './map-strings.ts';
import type { ModelRole } from './model.ts';
import { PLACEHOLDER_NAMES, type Placeholder } from './placeholders.ts';
import { placeholdersOf } from './template-string.ts';

/** Lists the placeholders that the strings of a model or pipeline hold, in the order of PLACEHOLDERS. */
export function placeholdersIn(model: WithPlaceholders): readonly Placeholder[] {
  const used = new Set<Placeholder>();
  mapStrings(model, (value) => {
    for (const placeholder of placeholdersOf(value)) used.add(placeholder);
    return value;
  });
  return PLACEHOLDER_NAMES.filter((placeholder) => used.has(placeholder));
}

/** Lists the placeholders that some roles' strings hold, in the order of PLACEHOLDERS. */
export function placeholdersInRoles(roles: readonly ModelRole[]): readonly Placeholder[] {
  const held: WithPlaceholders & { readonly roles: readonly ModelRole[] } = {
    roles,
    placeholders: [],
    environments: [],
  };
  return placeholdersIn(held);
}
