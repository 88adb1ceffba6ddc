import { matchTokens, readTokens, type Token } from '../evaluate/wildcards.ts';
import { type ActionFacts, type ResourceType, resourceTypesOf } from './actions.ts';

/** Whether an action can be asked about a resource. */
export type ResourceFit =
  | { readonly fit: 'right' }
  /** The action takes `*` alone. */
  | { readonly fit: 'takes-none' }
  /** The action takes a resource of these types, and none is named. */
  | { readonly fit: 'unnamed'; readonly types: readonly ResourceType[] }
  | {
      readonly fit: 'wrong';
      readonly types: readonly ResourceType[];
      /** What the ARN is instead, when the action's service has such a type. */
      readonly found?: ResourceType;
    };

/**
 * Compares the ARN of a request, without wildcards, with the types of resource that an action
 * takes. Of several types that an ARN could be of, it is the one with the most text of its own: an
 * object of a bucket, not a bucket.
 */
export function fitOfResource(
  { action, resourceTypes: types }: ActionFacts,
  resource: string,
): ResourceFit {
  if (types.length === 0) return { fit: resource === '*' ? 'right' : 'takes-none' };
  if (resource === '*') return { fit: 'unnamed', types };
  const [prefix = ''] = action.split(':');
  const all = [...types, ...resourceTypesOf(prefix)].filter((type) => isOfType(resource, type));
  const most = Math.max(...all.map(ownText));
  const best = all.filter((type) => ownText(type) === most);
  const isRight = best.some(({ name }) => types.some((type) => type.name === name));
  if (isRight) return { fit: 'right' };
  const [found] = best;
  return { fit: 'wrong', types, ...(found && { found }) };
}

function isOfType(resource: string, type: ResourceType): boolean {
  return matchTokens(tokensOf(type), resource);
}

function tokensOf({ arn }: ResourceType): readonly Token[] {
  const pattern = arn.replace(/\$\{[^}]+\}/g, '*');
  return readTokens(pattern, { wildcards: true, variables: false });
}

function ownText(type: ResourceType): number {
  return tokensOf(type).reduce(
    (sum, token) => sum + (token.kind === 'text' ? token.text.length : 0),
    0,
  );
}
