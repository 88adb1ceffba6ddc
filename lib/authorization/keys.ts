import { matchTokens, readTokens } from '../evaluate/wildcards.ts';
import type { ActionFacts } from './actions.ts';
import { referenceData } from './data.ts';

/**
 * True when a request for an action may carry a condition key: a global one, or one that the
 * reference lists for the action or for a type of resource that it takes. Tags are sent by those
 * alone that list them. An OIDC provider sends `:aud` and `:sub` (IAM User Guide:
 * reference_policies_iam-condition-keys).
 */
export function sendsKey({ conditionKeys, resourceTypes }: ActionFacts, key: string): boolean {
  if (/:(aud|sub)$/.test(key)) return true;
  const own = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
  const general = referenceData().globalKeys.map(([one]) => one);
  const known = [...own, ...general.filter((one) => !OF_SOME_ACTIONS.test(one))];
  return known.some((one) => isKey(key, one));
}

const OF_SOME_ACTIONS = /^aws:(RequestTag|ResourceTag|TagKeys)/;

/** True for a key that a request may carry several values of: it needs ForAnyValue or ForAllValues. */
export function hasSeveralValues(key: string): boolean {
  const { globalKeys, services } = referenceData();
  const isGlobal = globalKeys.some(([one, isList]) => isList && isKey(key, one));
  const service = services[(key.split(':')[0] ?? '').toLowerCase()];
  return (
    isGlobal || (service?.lists.some((index) => isKey(key, service.keys[index] ?? '')) ?? false)
  );
}

/** True when a key is the one of the reference, parts of which may be open. */
function isKey(key: string, known: string): boolean {
  const pattern = known.replace(/\$\{[^}]+\}|<[^>]+>|\btag-key$/g, '*').toLowerCase();
  return matchTokens(readTokens(pattern, { wildcards: true, variables: false }), key.toLowerCase());
}
