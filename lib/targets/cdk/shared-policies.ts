import type { ResourcePolicy, ResourceStatement } from '../../iam/model.ts';
import { pascalCase } from '../../names.ts';
import { DESTINATION_POLICY } from '../cloudformation/shared.ts';
import { array, block, type Code, callWith, type Item, list, printStatement } from './code.ts';
import { stringLiteral } from './literals.ts';
import { conditionItems, expression, policyStatement, principalCode } from './statement-code.ts';

export function logsPolicy({ owner, statements }: ResourcePolicy): readonly string[] {
  const items: Item[] = statements.map((one) => ({ comment: one.why, code: statementCode(one) }));
  const code = block(
    `new ResourcePolicy(this, ${stringLiteral(pascalCase(owner))}, {`,
    [
      { label: 'resourcePolicyName: ', code: expression(owner) },
      { label: 'policyStatements: ', code: block('[', items, ']') },
    ],
    '})',
  );
  return [printStatement(code, 4)];
}

/** CloudFormation sets no policy on a destination that exists: the script puts the output there. */
export function destinationPolicy({ owner, statements }: ResourcePolicy): readonly string[] {
  const items: Item[] = statements.map((one) => ({ comment: one.why, code: statementCode(one) }));
  const document = block(
    'new PolicyDocument({',
    [{ label: 'statements: ', code: block('[', items, ']') }],
    '})',
  );
  const id = `${pascalCase(owner).replace(/[^A-Za-z0-9]/g, '')}${DESTINATION_POLICY}`;
  const code = callWith(
    'new CfnOutput',
    ['this', stringLiteral(id)],
    [
      { label: 'description: ', code: stringLiteral(`Policy of the log destination ${owner}`) },
      { label: 'value: ', code: list('this.toJsonString(', [{ code: document }], ')') },
    ],
  );
  return [printStatement(code, 4)];
}

export function statementCode({
  sid,
  effect,
  principals,
  actions,
  resources,
  conditions,
}: ResourceStatement): Code {
  return policyStatement([
    { label: 'sid: ', code: expression(sid) },
    ...(effect === 'Deny' ? [{ label: 'effect: ', code: 'Effect.DENY' }] : []),
    { label: 'principals: ', code: array(principals.map(principalCode)) },
    { label: 'actions: ', code: array(actions.map(stringLiteral)) },
    ...(resources ? [{ label: 'resources: ', code: array(resources.map(expression)) }] : []),
    ...conditionItems(conditions),
  ]);
}
