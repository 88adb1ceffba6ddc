import { UserError } from '../errors.ts';
import { listOf } from '../evaluate/lists.ts';
import { readRequester } from '../evaluate/requester.ts';
import type {
  AccessRequest,
  PolicyCondition,
  PolicyStatement,
  Requester,
  RoleRequester,
} from '../evaluate/types.ts';

type Context = AccessRequest['context'];

/** A role that a policy may be attached to. */
export const ROLE: RoleRequester = {
  kind: 'role',
  account: '111122223333',
  name: 'example',
  arn: 'arn:aws:iam::111122223333:role/example',
};

/** A pattern as a text that it matches. */
export function exampleOf(pattern: string): string {
  return pattern.replace(/[*?]/g, 'x');
}

/** A principal as a document writes it; none for an identity policy. */
interface NamedRequester {
  readonly name?: string;
  readonly requester: Requester;
}

/** Somebody for each principal that a statement names; nobody for those that no longer exist. */
export function requestersOf({ Principal }: PolicyStatement): readonly NamedRequester[] {
  if (Principal === undefined) return [{ requester: ROLE }];
  const names = Principal === '*' ? ['*'] : Object.values(Principal).flatMap((one) => listOf(one));
  return names.flatMap((name) => {
    const requester = requesterOf(name);
    return requester === undefined ? [] : [{ name: name === '*' ? 'everybody' : name, requester }];
  });
}

function requesterOf(name: string): Requester | undefined {
  // An account stands for whoever it lets.
  const account = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  try {
    return readRequester(account === undefined ? name : `arn:aws:iam::${account}:role/example`);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * A context in which conditions hold, as far as one value for each key can make them; patterns become
 * values by `fill`.
 */
export function exampleContext(conditions: PolicyCondition, fill = exampleOf): Context {
  const found: Record<string, string> = {};
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, values] of Object.entries(keys)) {
      const [first = ''] = listOf(values).map(String);
      const value = valueFor(operator.toLowerCase(), first, fill);
      if (value !== undefined) found[key] ??= value;
    }
  }
  return found;
}

const SET_OR_IF_EXISTS = /^for(all|any)values?:|ifexists$/g;

function valueFor(
  operator: string,
  value: string,
  fill: (pattern: string) => string,
): string | undefined {
  const plain = operator.replace(SET_OR_IF_EXISTS, '');
  if (plain === 'null') return value === 'true' ? undefined : 'x';
  if (plain.startsWith('arnnot')) return 'arn:aws:iam::444455556666:role/other';
  if (plain === 'notipaddress') return '203.0.113.1';
  if (plain.includes('not')) return 'other';
  if (plain === 'ipaddress') return value.split('/')[0];
  if (plain === 'numericlessthan') return String(Number(value) - 1);
  if (plain === 'numericgreaterthan') return String(Number(value) + 1);
  if (plain === 'datelessthan') return '1970-01-01T00:00:00Z';
  if (plain === 'dategreaterthan') return '2999-01-01T00:00:00Z';
  return plain.endsWith('like') || plain === 'arnequals' ? fill(value) : value;
}

/** Conditions as half a sentence, with patterns as written; empty without any. */
export function conditionText(conditions: PolicyCondition): string {
  return Object.entries(exampleContext(conditions, (pattern) => pattern))
    .map(([key, value]) => `${key} is ${listOf(value).join(', ')}`)
    .join(' and ');
}
