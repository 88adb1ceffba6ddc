import {
  badValue,
  checkKeys,
  parseEach,
  parseEntries,
  parseItems,
  parseObject,
  parseText,
} from '../answers/parse/basic.ts';
import { requireAction } from '../authorization/actions.ts';
import { sendsKey } from '../authorization/keys.ts';
import { UserError } from '../errors.ts';
import type { Conditions, Principal, TrustStatement } from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';

const PRINCIPALS = ['service', 'account', 'role', 'federated'] as const;

/** The keys of one entry of `trust`. */
export const OWN_TRUST_KEYS = [...PRINCIPALS, 'conditions'] as const;

/**
 * Who may assume a role of a preset, a statement each: a service, a role, an account or a provider of
 * identities. Nobody in general, and a whole account or provider under conditions alone.
 */
export function parseTrust(raw: unknown, id: string): readonly TrustStatement[] {
  const items = parseItems(raw ?? []);
  if (items.length === 0) {
    throw badValue(raw, `"trust" of role ${id}`, 'As in [{"service": "lambda.amazonaws.com"}].');
  }
  return parseEach(items, (item, index) => {
    const object = parseObject(item);
    checkKeys(object, OWN_TRUST_KEYS, `trust of role ${id}`);
    const named = PRINCIPALS.filter((key) => object[key] !== undefined);
    const [kind] = named;
    if (kind === undefined || named.length > 1) {
      throw badValue(item, `one principal: ${PRINCIPALS.join(', ')}`);
    }
    const text = parseText(object[kind], `the ${kind} that assumes role ${id}`);
    const conditions =
      object.conditions === undefined ? undefined : conditionsOf(object.conditions);
    const principal = principalOf(kind, text);
    const action = kind === 'federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
    checkConditions({ kind, conditions }, action, id);
    return {
      sid: `Assume${index + 1}`,
      principal,
      action,
      ...(conditions && { conditions }),
    };
  });
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
