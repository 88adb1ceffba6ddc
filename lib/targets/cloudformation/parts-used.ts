import { mapStrings } from '../../iam/map-strings.ts';
import type { Model, ModelRole } from '../../iam/model.ts';
import { partsOf } from '../../iam/open.ts';
import { OPEN_PARTS, type OpenPart } from '../../iam/parts.ts';
import { isParameter } from './open-value.ts';

/**
 * The parts that are the template's parameters, in the order of PARTS: those of the roles.
 * What environments share stands in no stack, so its parts are not asked for.
 */
export function parameterParts(model: Model): readonly OpenPart[] {
  const used = new Set(model.roles.flatMap((role) => partsOfRole(role)));
  return OPEN_PARTS.filter((part) => used.has(part));
}

/** The parameters that one role needs. */
export function partsOfRole(role: ModelRole): readonly OpenPart[] {
  const used = new Set<OpenPart>();
  mapStrings({ ...EMPTY, roles: [role] }, (value) => {
    for (const part of partsOf(value)) used.add(part);
    return value;
  });
  return [...used].filter(isParameter);
}

const EMPTY: Model = {
  project: '',
  roles: [],
  serviceLinkedRoles: [],
  resourcePolicies: [],
  oidcProviders: [],
  parts: [],
  environments: [],
};
