import { policyDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { fillString, template } from '../../lib/iam/template-string.ts';
import { modelIn } from '../../lib/iam/where.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { type PermissionRow, permissionRows } from '../../lib/validation/permission-rows.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { identityAllows } from '../support/ask.ts';
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
    for (const { role, action, resource, context, allowed } of fill(
      permissionRows(modelIn(model, environment)),
    )) {
      const policies = filled.roles
        .filter(({ name }) => String(name) === role)
        .flatMap((one) => [...one.inlinePolicies, ...one.managedPolicies])
        .map(({ statements }) => policyDocument(statements));
      const found = identityAllows(policies, { action, resource, context: valuesOf(context) });
      expect([role, action, resource, found]).toEqual([role, action, resource, allowed]);
    }
  });

  test('ask for every statement that allows something', () => {
    const asked = permissionRows(model).filter(({ allowed }) => allowed).length;
    const statements = model.roles
      .flatMap((role) => [...role.inlinePolicies, ...role.managedPolicies])
      .flatMap((policy) => policy.statements)
      .filter(({ actions }) => actions.some((action) => !action.includes('*')));
    expect(asked).toBe(statements.length);
  });
});

/** As the simulator takes them: a list of texts for each key. */
function valuesOf(context: PermissionRow['context'] = {}) {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      Array.isArray(value) ? value : [typeof value === 'object' ? '' : String(value)],
    ]),
  );
}
