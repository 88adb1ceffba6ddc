import type { Conditions, Principal, Statement, TrustStatement } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { array, block, type Code, type Item, list } from './code.ts';
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

/** A statement of a trust policy. */
export function trustItem({ sid, principal, action, conditions }: TrustStatement): Item {
  const code = policyStatement([
    { label: 'sid: ', code: stringLiteral(sid) },
    { label: 'principals: ', code: array([principalCode(principal)]) },
    { label: 'actions: ', code: array([stringLiteral(action)]) },
    ...conditionItems(conditions),
  ]);
  return { code };
}

/** A template string as an expression in which every placeholder is a variable of its own name. */
export function expression(value: TemplateString): string {
  return templateLiteral(value, (placeholder) => placeholder);
}

function policyStatement(items: readonly Item[]): Code {
  return block('new PolicyStatement({', items, '})');
}

function principalCode(principal: Principal): Code {
  switch (principal.kind) {
    case 'service':
      return list('new ServicePrincipal(', [{ code: stringLiteral(principal.service) }], ')');
    case 'aws':
      return list('new ArnPrincipal(', [{ code: expression(principal.aws) }], ')');
    case 'federated':
      return list('new FederatedPrincipal(', [{ code: expression(principal.federated) }], ')');
  }
}

function conditionItems(conditions: Conditions | undefined): readonly Item[] {
  if (conditions === undefined) return [];
  const operators = Object.entries(conditions).map(([operator, keys]) => ({
    label: `${propertyName(operator)}: `,
    code: list('{', Object.entries(keys).map(conditionKey), '}'),
  }));
  return [{ label: 'conditions: ', code: block('{', operators, '}') }];
}

function conditionKey([key, values]: readonly [string, readonly TemplateString[]]): Item {
  const [only] = values;
  const single = values.length === 1 && only !== undefined;
  return {
    label: `${propertyName(key)}: `,
    code: single ? expression(only) : array(values.map(expression)),
  };
}
