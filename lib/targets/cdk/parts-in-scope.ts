import type { Model } from '../../iam/model.ts';
import type { OpenPart } from '../../iam/parts.ts';
import { partsInRoles } from '../../iam/parts-in.ts';

/** What the stack knows itself: the property of `Stack` for each such part. */
const OF_STACK: Partial<Record<OpenPart, string>> = {
  partition: 'partition',
  region: 'region',
  account: 'account',
  dnsSuffix: 'urlSuffix',
};

/** The property of `Stack` that holds a part, or undefined for the parts an environment gives. */
export function stackProperty(part: OpenPart): string | undefined {
  return OF_STACK[part];
}

/**
 * The parts that the roles hold and an environment gives, in the order of PARTS. What environments
 * share stands in no stack, so its parts are not among them.
 */
export function valueParts({ roles }: Model): readonly OpenPart[] {
  return partsInRoles(roles).filter((part) => stackProperty(part) === undefined);
}
