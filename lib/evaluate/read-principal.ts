import { didYouMean } from '../did-you-mean.ts';
import type { UserError } from '../errors.ts';
import { fault, isRecord, shownValue, textsOf } from './fault.ts';

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const LISTED = `${TYPES.slice(0, -1).join(', ')} or ${TYPES.at(-1)}`;

/** Every fault of a Principal or NotPrincipal element (IAM User Guide: reference_policies_elements_principal). */
export function principalFaults(element: string, principal: unknown): readonly UserError[] {
  if (principal === undefined || principal === '*') return [];
  if (!isRecord(principal)) {
    return [
      fault(
        `The ${element} is ${shownValue(principal)}.`,
        `Write '*', or an object with ${LISTED}.`,
      ),
    ];
  }
  return Object.entries(principal).flatMap(([type, value]) => typeFaults(element, type, value));
}

function typeFaults(element: string, type: string, value: unknown): readonly UserError[] {
  if (!TYPES.includes(type)) {
    const hint = didYouMean(type, TYPES, `It must be ${LISTED}.`);
    return [fault(`'${type}' is no type of principal.`, hint)];
  }
  const names = textsOf(value);
  if (names !== undefined) return names.flatMap((name) => nameFaults(type, name));
  const message = `The ${type} of the ${element} is ${shownValue(value)}.`;
  return [fault(message, 'Write a text or a list of texts.')];
}

/** A wildcard stands for everybody or for nothing; unique IDs begin with A. */
const NAME = /^(\*|\d{12}|arn:[^*]+|A[A-Z0-9]{15,})$/;

function nameFaults(type: string, name: string): readonly UserError[] {
  if (type !== 'AWS' || NAME.test(name)) return [];
  if (!name.includes('*')) {
    return [fault(`'${name}' is no principal.`, 'Write an ARN or an account ID of twelve digits.')];
  }
  return [
    fault(
      `The principal '${name}' has a wildcard.`,
      'Name the account, and limit aws:PrincipalArn with a condition.',
    ),
  ];
}
