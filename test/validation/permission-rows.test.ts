import { policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { fillString, template } from '../../lib/iam/template-string.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { assumeRows, type RoleAssumeRows } from '../../lib/validation/assume-rows.ts';
import { simulations } from '../../lib/validation/permission-rows.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { identityAllows, trustAllows } from '../support/ask.ts';
import { FACTS } from './repo.ts';

describe.each([
  ['defaults', DEFAULT_ANSWERS],
  ['everything', everythingAnswers()],
] as const)('the requests of test-roles.sh: %s', (_, answers) => {
  const service = buildService(answers);
  const { model } = service;
  const [environment] = service.environments;
  if (environment === undefined) throw new Error('No environment.');
  const values = { ...FACTS, ...environment.values, environment: environment.name };
  const fill = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value, (_key, one: unknown) =>
        typeof one === 'string' ? fillString(template(one), values) : one,
      ),
    ) as T;
  const filled = fillModel(model, environment, FACTS);

  test('are allowed and denied by the policies as the model has them', () => {
    for (const call of simulations(model)) {
      const { input, allowed } = fill({ ...call, rows: [] });
      const role = fillString(call.role, values);
      const policies = filled.roles
        .filter(({ name }) => name === role)
        .flatMap((one) => [...one.inlinePolicies, ...one.managedPolicies])
        .map(({ statements }) => policyDocument(statements));
      const context = Object.fromEntries(
        (input.ContextEntries ?? []).map((one) => [one.ContextKeyName, one.ContextKeyValues]),
      );
      for (const action of input.ActionNames) {
        const resource = input.ResourceArns?.[0] ?? '*';
        const found = identityAllows(policies, { action, resource, context });
        expect([role, action, resource, found]).toEqual([role, action, resource, allowed]);
      }
    }
  });

  test('ask for every statement that allows something', () => {
    const asked = simulations(model)
      .filter(({ allowed }) => allowed)
      .flatMap(({ rows }) => rows).length;
    const statements = model.roles
      .flatMap((role) => [...role.inlinePolicies, ...role.managedPolicies])
      .flatMap((policy) => policy.statements)
      .filter(({ actions }) => actions.some((action) => !action.includes('*')));
    expect(asked).toBe(statements.length);
  });

  test('to assume a role come to what its trust policy says', () => {
    for (const { role, rows } of assumeRows(model)) {
      const name = fillString(role, values);
      const trust = filled.roles.filter((one) => one.name === name).map((one) => one.trust);
      for (const row of fill<RoleAssumeRows['rows']>(rows)) {
        const { action, context, principal } = row;
        const request = { action, context, principal: principal.value };
        const found = trust.map((one) => trustAllows(trustDocument(one), request));
        expect([name, row.who, found]).toEqual([name, row.who, [row.allowed]]);
      }
    }
  });
});
