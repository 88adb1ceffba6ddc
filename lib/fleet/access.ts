import { badValue, checkKeys, parseObject, parseText } from '../answers/parse/basic.ts';
import { UserError } from '../errors.ts';

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

/** Reads how one account is reached; `*` is every account that the manifest does not name. */
export function parseAccess(account: string, raw: unknown): AccountAccess {
  if (account !== '*' && !/^\d{12}$/.test(account)) {
    throw badValue(account, 'an account', 'Write its 12 digits in quotes, or "*" for any other.');
  }
  const object = parseObject(raw ?? {});
  checkKeys(object, ['role', 'externalId', 'profile', 'concurrency'], `account ${account}`);
  const { role, externalId, profile, concurrency } = object;
  if (role !== undefined && profile !== undefined) {
    const hint = 'Keep one; a profile may assume a role by itself.';
    throw new UserError('BadValue', `Account ${account} has a role and a profile.`, hint);
  }
  if (externalId !== undefined && role === undefined) {
    throw new UserError(
      'BadValue',
      `Account ${account} has an externalId and no role.`,
      'Add the role.',
    );
  }
  return {
    ...(role !== undefined && { role: roleOf(role) }),
    ...(externalId !== undefined && { externalId: parseText(externalId, 'an external ID') }),
    ...(profile !== undefined && { profile: parseText(profile, 'the name of a profile') }),
    ...(concurrency !== undefined && { concurrency: atOnce(concurrency) }),
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
