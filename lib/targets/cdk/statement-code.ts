import type { Conditions, Principal, Statement, TrustStatement } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { array, block, type Code, callWith, type Item, list } from './code.ts';
import { propertyName, stringLiteral, templateLiteral } from './literals.ts';

/** A statement of an identity policy, its reason above it. */
export function statementItem({ sid, effect, actions, resources, ...rest }: Statement): Item {
  const code = policyStatement([
    { label: 'sid: ', code: stringLiteral(sid) },
    ...(effect === 'Deny' ? [{ label: 'effect: ', code: 'Effect.DENY' }] : []),
    { label: 'actions: ', code: array(actions.map(stringLiteral)) },
    { label: 'resources: ', code: array(resources.map(expression)) },
    ...conditionItems(rest.conditions),
  ]);
  return { comment: rest.why, code };
}

/** Who may assume a role: `new ServicePrincipal(…)`, or several principals together. */
export function assumedBy(trust: readonly TrustStatement[]): Code {
  const principals = trust.map(trustedPrincipal);
  const [only, ...others] = principals;
  if (only !== undefined && others.length === 0) return only;
  return list(
    'new CompositePrincipal(',
    principals.map((code) => ({ code })),
    ')',
  );
}

function trustedPrincipal({ principal, action, conditions }: TrustStatement): Code {
  switch (principal.kind) {
    case 'service': {
      const name = stringLiteral(principal.service);
      if (conditions === undefined) return `new ServicePrincipal(${name})`;
      return callWith('new ServicePrincipal', [name], conditionItems(conditions));
    }
    case 'aws': {
      const made = `new ArnPrincipal(${expression(principal.aws)})`;
      if (conditions === undefined) return made;
      return callWith(`${made}.withConditions`, [], operatorItems(conditions));
    }
    case 'federated': {
      const provider = expression(principal.federated);
      const operators = operatorItems(conditions ?? {});
      if (action === WEB_IDENTITY)
        return callWith('new WebIdentityPrincipal', [provider], operators);
      const words = [provider, block('{', operators, '}'), stringLiteral(action)];
      return list(
        'new FederatedPrincipal(',
        words.map((code) => ({ code })),
        ')',
      );
    }
  }
}

/** The action with which a role is assumed by whoever an identity provider has signed in. */
export const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** A principal of a statement in a resource policy. */
export function principalCode(principal: Principal): Code {
  switch (principal.kind) {
    case 'service':
      return `new ServicePrincipal(${stringLiteral(principal.service)})`;
    case 'aws':
      return `new ArnPrincipal(${expression(principal.aws)})`;
    case 'federated':
      return `new FederatedPrincipal(${expression(principal.federated)})`;
  }
}

/** A template string as an expression in which every placeholder is a variable of its own name. */
export function expression(value: TemplateString): string {
  return templateLiteral(value, (placeholder) => placeholder);
}

/** `new PolicyStatement({…})`, one property a line. */
export function policyStatement(items: readonly Item[]): Code {
  return block('new PolicyStatement({', items, '})');
}

/** The property `conditions`, where there are any. */
export function conditionItems(conditions: Conditions | undefined): readonly Item[] {
  if (conditions === undefined) return [];
  return [{ label: 'conditions: ', code: list('{', operatorItems(conditions), '}') }];
}

function operatorItems(conditions: Conditions): readonly Item[] {
  return Object.entries(conditions).map(([operator, keys]) => ({
    label: `${propertyName(operator)}: `,
    code: list('{', Object.entries(keys).map(conditionKey), '}'),
  }));
}

function conditionKey([key, values]: readonly [string, readonly TemplateString[]]): Item {
  const [only] = values;
  const single = values.length === 1 && only !== undefined;
  return {
    label: `${propertyName(key)}: `,
    code: single ? expression(only) : array(values.map(expression)),
  };
}
