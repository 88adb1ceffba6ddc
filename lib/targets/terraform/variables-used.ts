import { mapStrings } from '../../iam/map-strings.ts';
import type { Model } from '../../iam/model.ts';
import { partsOf } from '../../iam/open.ts';
import { OPEN_PARTS, type OpenPart } from '../../iam/parts.ts';
import { isVariable } from './expression.ts';

/**
 * The parts that are input variables, in the order of PARTS: those of the roles, and the names of
 * project and environment.
 */
export function variableParts(model: Model): readonly OpenPart[] {
  const used = new Set<OpenPart>(['project', 'environment', ...roleParts(model)]);
  return OPEN_PARTS.filter((part) => used.has(part) && isVariable(part));
}

/** The parts that the roles hold. What environments share stands in no state: its parts are not asked for. */
export function roleParts(model: Model): ReadonlySet<OpenPart> {
  const used = new Set<OpenPart>();
  const { repository, ...rolesOnly } = { ...model, resourcePolicies: [], oidcProviders: [] };
  mapStrings(rolesOnly, (value) => {
    for (const part of partsOf(value)) used.add(part);
    return value;
  });
  return used;
}
