import { fillModel } from '../../lib/iam/fill.ts';
import { substitute, template } from '../../lib/iam/template-string.ts';
import { operatorPolicy } from '../../lib/plan/operator-policy.ts';
import {
  attachablePolicies,
  catalogueNames,
  catalogueProfiles,
} from '../../lib/roles/catalogue.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderOperatorPolicies } from '../../lib/starter/operator-policies.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';

test.each([
  ['the defaults', DEFAULT_ANSWERS],
  ['every role and option', everythingAnswers()],
])('of %s: with its places filled it is what plan --operator-policy prints', (_, answers) => {
  const service = buildService(answers);
  const { model } = service;
  const files = renderOperatorPolicies(service);
  for (const [index, environment] of service.environments.entries()) {
    const filled = fillModel(model, environment, FACTS);
    const printed = operatorPolicy(filled, {
      ...FACTS,
      ...environment.values,
      catalogue: catalogueNames(model.project, environment.name).keys(),
      profiles: catalogueProfiles(model.project, environment.name),
      attachable: model.roles.flatMap(({ id }) => attachablePolicies(id)),
    });
    const { path = '', contents = '' } = files[index] ?? {};
    expect(path).toBe(`docs/operator-policy.${environment.name}.json`);
    expect(sorted(JSON.parse(substitute(template(contents), { ...FACTS })))).toEqual(
      sorted(printed),
    );
  }
});

test('what is set stands there, what is not is a place', () => {
  const environments = [
    { name: 'dev', values: {} },
    {
      name: 'prod',
      values: { account: '444455556666', partition: 'aws-cn', region: 'cn-north-1' },
    },
  ];
  const [dev, prod] = renderOperatorPolicies(buildService({ ...DEFAULT_ANSWERS, environments }));
  expect(dev?.contents).toContain('"arn:<partition>:iam::<account>:role/');
  expect(prod?.contents).toContain('"arn:aws-cn:iam::444455556666:role/');
  expect(prod?.contents).not.toMatch(/[<>]/);
});

/** A place sorts elsewhere than its value. */
function sorted(policy: object): object {
  return JSON.parse(JSON.stringify(policy), (_, value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.sort() : value,
  );
}
