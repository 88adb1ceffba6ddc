import type { Conditions, Principal, Statement, TrustStatement } from './model.ts';
import { type TemplateString, template } from './template-string.ts';

/** Condition blocks as role files write them: single values or lists. */
export type WrittenConditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** An Allow statement: Sid, actions (sorted here), resources, why, conditions. */
export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  { why, conditions }: { readonly why: string; readonly conditions?: WrittenConditions },
): Statement {
  return {
    sid,
    effect: 'Allow',
    actions: [...actions].sort(),
    resources: resources.map(template),
    ...(conditions && { conditions: templateConditions(conditions) }),
    why,
  };
}

/** A trust statement for a service principal. */
export function trustService(
  sid: string,
  service: string,
  conditions?: WrittenConditions,
): TrustStatement {
  return trustOf(sid, { kind: 'service', service }, 'sts:AssumeRole', conditions);
}

/** A trust statement for the principals of an account; a condition names the role. */
export function trustAccount(
  sid: string,
  account: string,
  conditions: WrittenConditions,
): TrustStatement {
  return trustOf(sid, { kind: 'aws', aws: template(account) }, 'sts:AssumeRole', conditions);
}

/** A trust statement for an OIDC provider. */
export function trustWebIdentity(
  sid: string,
  provider: string,
  conditions: WrittenConditions,
): TrustStatement {
  const federated: Principal = { kind: 'federated', federated: template(provider) };
  return trustOf(sid, federated, 'sts:AssumeRoleWithWebIdentity', conditions);
}

function trustOf(
  sid: string,
  principal: Principal,
  action: string,
  conditions: WrittenConditions | undefined,
): TrustStatement {
  return {
    sid,
    principal,
    action,
    ...(conditions && { conditions: templateConditions(conditions) }),
  };
}

/** Makes every condition value a list of template strings. */
export function templateConditions(written: WrittenConditions): Conditions {
  return Object.fromEntries(
    Object.entries(written).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, templateList(values)])),
    ]),
  );
}

function templateList(values: string | readonly string[]): readonly TemplateString[] {
  return (typeof values === 'string' ? [values] : values).map(template);
}
