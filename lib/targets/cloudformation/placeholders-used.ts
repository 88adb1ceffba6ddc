import type { Model, ModelRole } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { isParameter } from './template-value.ts';

/**
 * The placeholders that are the template's parameters, in the order of PLACEHOLDERS: those of the roles.
 * What environments share stands in no stack, so its placeholders are not asked for.
 */
export function parameterPlaceholders(model: Model): readonly Placeholder[] {
  return placeholdersIn(model.roles).filter(isParameter);
}

/** The parameters that one role needs. */
export function placeholdersOfRole(role: ModelRole): readonly Placeholder[] {
  return placeholdersIn([role]).filter(isParameter);
}
