import type { Placeholder } from '../../iam/placeholders.ts';

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
