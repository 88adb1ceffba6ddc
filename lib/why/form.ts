import type { RoleNames } from './asker.ts';
import { askerOf } from './asker.ts';
import type { Denial } from './denial.ts';
import type { Asker, Diagnosis, Step } from './diagnosis.ts';
import type { Message } from './message.ts';

/** What a form may use to read a message. */
export interface Reading {
  readonly message: Message;
  /** IAM's own sentence, where the message has it. */
  readonly denial?: Denial;
  readonly names: RoleNames;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What a form makes of a message. */
export type Found = Omit<Diagnosis, 'form' | 'account' | 'region'>;

/** A kind of message: how it is recognised, and what it means. */
export interface Form {
  readonly id: string;
  readonly pattern: RegExp;
  /** Undefined where the pattern alone was not enough. */
  readonly read: (match: RegExpExecArray, reading: Reading) => Found | undefined;
}

/** A form whose meaning is always the same and no matter of permissions. */
export function plainForm(
  id: string,
  pattern: RegExp,
  found: Pick<Found, 'kind' | 'meaning' | 'steps'>,
): Form {
  return { id, pattern, read: () => ({ ...NOBODY, ...found }) };
}

/** No request was decided. */
export const NOBODY = { role: 'none', action: null, resource: null } as const;

/** Whose request it was. */
export function askerIn(
  { message: { text, record }, denial, names }: Reading,
  action?: string,
): Asker {
  const principal = denial?.principal ?? record?.principal;
  return askerOf(
    {
      text,
      ...(principal !== undefined && { principal }),
      ...((action ?? denial?.action) && { action: action ?? denial?.action ?? '' }),
    },
    names,
  );
}

/** The ARN of something in the account and Region of the message. */
export function arnHere(
  { partition, account, region }: Pick<Reading, 'partition' | 'account' | 'region'>,
  service: string,
  rest: string,
): string {
  const isGlobal = service === 'iam';
  return `arn:${partition}:${service}:${isGlobal ? '' : region}:${account}:${rest}`;
}

/** Steps from sentences and pairs of a sentence and a command. */
export function steps(
  ...list: readonly (string | readonly [text: string, exact: string])[]
): readonly Step[] {
  return list.map((one) =>
    typeof one === 'string' ? { text: one } : { text: one[0], exact: one[1] },
  );
}
