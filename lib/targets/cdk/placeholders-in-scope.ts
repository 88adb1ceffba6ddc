import type { Model } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';

/** What the stack knows itself: the property of `Stack` for each such placeholder. */
const OF_STACK: Partial<Record<Placeholder, string>> = {
  partition: 'partition',
  region: 'region',
  account: 'account',
  dnsSuffix: 'urlSuffix',
};

/** The property of `Stack` that holds a placeholder, or undefined for the placeholders an environment gives. */
export function stackProperty(placeholder: Placeholder): string | undefined {
  return OF_STACK[placeholder];
}

/**
 * The placeholders that the roles hold and an environment gives, in the order of PLACEHOLDERS. What environments
 * share stands in no stack, so its placeholders are not among them.
 */
export function valuePlaceholders({ roles }: Model): readonly Placeholder[] {
  return placeholdersIn(roles).filter((placeholder) => stackProperty(placeholder) === undefined);
}
