import type { Model } from '../../iam/model.ts';
import { OPEN_PARTS, type OpenPart } from '../../iam/parts.ts';
import { partsInRoles } from '../../iam/parts-in.ts';
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
export function roleParts({ roles }: Model): ReadonlySet<OpenPart> {
  return new Set(partsInRoles(roles));
}
