import type { Model, ModelRole } from '../../iam/model.ts';
import type { OpenPart } from '../../iam/parts.ts';
import { partsInRoles } from '../../iam/parts-in.ts';
import { isParameter } from './open-value.ts';

/**
 * The parts that are the template's parameters, in the order of PARTS: those of the roles.
 * What environments share stands in no stack, so its parts are not asked for.
 */
export function parameterParts(model: Model): readonly OpenPart[] {
  return partsInRoles(model.roles).filter(isParameter);
}

/** The parameters that one role needs. */
export function partsOfRole(role: ModelRole): readonly OpenPart[] {
  return partsInRoles([role]).filter(isParameter);
}
