import { mapStrings, type WithParts } from './map-strings.ts';
import type { ModelRole } from './model.ts';
import { partsOf } from './open.ts';
import { OPEN_PARTS, type OpenPart } from './parts.ts';

/** Lists the parts that the strings of a model or pipeline hold, in the order of PARTS. */
export function partsIn(model: WithParts): readonly OpenPart[] {
  const used = new Set<OpenPart>();
  mapStrings(model, (value) => {
    for (const part of partsOf(value)) used.add(part);
    return value;
  });
  return OPEN_PARTS.filter((part) => used.has(part));
}

/** Lists the parts that some roles' strings hold, in the order of PARTS. */
export function partsInRoles(roles: readonly ModelRole[]): readonly OpenPart[] {
  const held: WithParts & { readonly roles: readonly ModelRole[] } = {
    roles,
    parts: [],
    environments: [],
  };
  return partsIn(held);
}
