import {
  alternatives,
  badValue,
  parseEach,
  parseEntries,
  parseObject,
  parseText,
} from '../answers/parse/basic.ts';
import { requireAction } from '../authorization/actions.ts';
import { sendsKey } from '../authorization/keys.ts';
import { UserError } from '../errors.ts';
import type { Conditions, Principal, TrustStatement } from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { itemsAt, keysAt, type Placed } from './placed.ts';

const PRINCIPALS = ['service', 'account', 'role', 'federated'] as const;

/** The keys of one entry of `trust`. */
export const OWN_TRUST_KEYS = [...PRINCIPALS, 'conditions'] as const;

/**
 * Who may assume a role of a preset, a statement each: a service, a role, an account or a provider of
 * identities. Nobody in general, and a whole account or provider under conditions alone.
 */
export function parseTrust(
  raw: unknown,
  id: string,
  { path, at }: Placed,
): readonly TrustStatement[] {
  const list = at(path, () => {
    if (Array.isArray(raw) && raw.length > 0) return raw;
    const message = `Role ${id} needs "trust": a list of who may assume it.`;
    throw new UserError('BadValue', message, 'As in [{"service": "lambda.amazonaws.com"}].');
  });
  return itemsAt(list ?? [], { path, at }, (item, own) => {
    const object = parseObject(item);
    keysAt(object, { path: own, at }, { known: OWN_TRUST_KEYS, where: `trust of role ${id}` });
    return trustStatement(object, id, `Assume${Number(own.at(-1)) + 1}`);
  });
}

function trustStatement(
  object: Readonly<Record<string, unknown>>,
  id: string,
  sid: string,
): TrustStatement {
  const [kind, ...others] = PRINCIPALS.filter((key) => object[key] !== undefined);
  if (kind === undefined || others.length > 0) {
    const what = kind === undefined ? 'nobody' : `${[kind, ...others].join(' and ')} at once`;
    const message = `It names ${what}; an entry has one principal: ${alternatives(PRINCIPALS)}.`;
    throw new UserError('BadValue', message, 'Write an entry for each.');
  }
  const text = parseText(object[kind], `the ${kind} that assumes role ${id}`);
  const conditions = object.conditions === undefined ? undefined : conditionsOf(object.conditions);
  const action = kind === 'federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
  const principal = principalOf(kind, text);
  checkConditions({ kind, conditions }, action, id);
  return { sid, principal, action, ...(conditions && { conditions }) };
}

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/;
const ROLE = /^arn:(aws[a-z-]*|<partition>):iam::(\d{12}|<account>):role\/[\w+=,.@/<>-]+$/;
const PROVIDER = /^arn:(aws[a-z-]*|<partition>):iam::(\d{12}|<account>):oidc-provider\/[\w./-]+$/;

function principalOf(kind: (typeof PRINCIPALS)[number], text: string): Principal {
  if (kind === 'service' && SERVICE.test(text)) return { kind, service: text };
  if (kind === 'account' && /^(\d{12}|<account>)$/.test(text)) {
    return { kind: 'aws', aws: template(`arn:<partition>:iam::${text}:root`) };
  }
  if (kind === 'role' && ROLE.test(text)) return { kind: 'aws', aws: template(text) };
  if (kind === 'federated' && PROVIDER.test(text)) return { kind, federated: template(text) };
  const forms = {
    service: 'a service, as in lambda.amazonaws.com',
    account: 'an account: 12 digits or <account>',
    role: 'the ARN of a role',
    federated: 'the ARN of an OIDC provider',
  };
  throw badValue(text, forms[kind]);
}

function conditionsOf(raw: unknown): Conditions {
  return templateConditions(
    parseEntries(raw, (_, keys) =>
      parseEntries(keys, (__, values) => parseEach([values].flat(), (one) => parseText(one))),
    ),
  );
}

function checkConditions(
  { kind, conditions }: { readonly kind: string; readonly conditions: Conditions | undefined },
  action: string,
  id: string,
): void {
  if (conditions === undefined && (kind === 'account' || kind === 'federated')) {
    const whole = kind === 'account' ? 'a whole account' : 'everybody with a token of the provider';
    throw new UserError(
      'TrustRefused',
      `Role ${id} trusts ${whole} without a condition.`,
      kind === 'account'
        ? 'Name the role, or add a condition on aws:PrincipalArn or sts:ExternalId.'
        : "Add conditions on the token's sub and aud.",
    );
  }
  if (kind === 'federated') return;
  const facts = requireAction(action);
  const keys = Object.values(conditions ?? {}).flatMap(Object.keys);
  const strange = keys.find((key) => !sendsKey(facts, key));
  if (strange === undefined) return;
  const message = `Role ${id}: no request for ${action} has the key ${strange}.`;
  throw new UserError('TrustRefused', message, 'Leave it out.');
}
