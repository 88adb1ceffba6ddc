import { badValue, parseText } from '../answers/parse/basic.ts';
import { UserError } from '../errors.ts';
import type { PlacedReader } from './placed.ts';

/** How an account is reached; without role and profile by the credentials at hand. */
export interface AccountAccess {
  /** ARN of a role to assume. */
  readonly role?: string;
  readonly externalId?: string;
  readonly profile?: string;
  /** Services at once. */
  readonly concurrency?: number;
}

const ROLE = /^arn:aws[a-z-]*:iam::(\d{12}|<account>):role\/[\w+=,.@/-]+$/;

/** How an account is reached, and where the manifest says so. */
export interface PlacedAccess extends AccountAccess {
  /** Line of the manifest. */
  readonly line: number;
}

const KEYS = ['role', 'externalId', 'profile', 'concurrency'];

/** Reads how one account is reached; `*` is every account that the manifest does not name. */
export function readAccess(
  { at, object }: Pick<PlacedReader, 'at' | 'object'>,
  account: string,
  raw: unknown,
): AccountAccess {
  const path = ['accounts', account];
  const { role, externalId, profile, concurrency } = object(path, raw, KEYS);
  at(path, () => {
    if (account !== '*' && !/^\d{12}$/.test(account)) {
      throw badValue(account, 'an account', 'Write its 12 digits in quotes, or "*" for any other.');
    }
    if (role !== undefined && profile !== undefined) {
      const hint = 'Keep one; a profile may assume a role by itself.';
      throw new UserError('BadValue', 'It has a role and a profile.', hint);
    }
    if (externalId !== undefined && role === undefined) {
      throw new UserError('BadValue', 'It has an externalId and no role.', 'Add the role.');
    }
  });
  const one = <Value>(key: string, value: unknown, parse: (raw: unknown) => Value) =>
    value === undefined ? undefined : at([...path, key], () => parse(value));
  const own = {
    role: one('role', role, roleOf),
    externalId: one('externalId', externalId, (text) => parseText(text, 'an external ID')),
    profile: one('profile', profile, (text) => parseText(text, 'the name of a profile')),
    concurrency: one('concurrency', concurrency, atOnce),
  };
  return {
    ...(own.role !== undefined && { role: own.role }),
    ...(own.externalId !== undefined && { externalId: own.externalId }),
    ...(own.profile !== undefined && { profile: own.profile }),
    ...(own.concurrency !== undefined && { concurrency: own.concurrency }),
  };
}

function roleOf(raw: unknown): string {
  const text = parseText(raw, 'the ARN of a role');
  if (ROLE.test(text)) return text;
  throw badValue(text, 'the ARN of a role', 'As in arn:aws:iam::<account>:role/platform.');
}

function atOnce(raw: unknown): number {
  if (typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= 20) return raw;
  throw badValue(raw, 'a whole number from 1 to 20');
}
