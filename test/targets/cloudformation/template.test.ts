import { type AccountFacts, fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { expectedRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { openTemplate } from '../../support/template.ts';
import { FACTS } from '../../support/values.ts';
import { CASES, deployedRoles, fileOf, parametersOf, templateOf } from './rendered.ts';

const GOV: AccountFacts = {
  account: '001122334455',
  partition: 'aws-us-gov',
  region: 'us-gov-west-1',
  dnsSuffix: 'amazonaws.com',
};

describe.each(CASES)('%s', (_, answers) => {
  const service = buildService(answers);
  const { model } = service;
  const template = templateOf(service);
  const text = fileOf(service, 'iam/roles.yaml');

  test.each(service.environments)(
    'the stack of $name makes the roles of the model',
    (environment) => {
      for (const facts of [FACTS, GOV]) {
        const { values } = environment;
        const inAccount = { ...facts, region: values.region ?? facts.region };
        const here = { ...environment, values: { ...values, ...inAccount } };
        expect(deployedRoles(service, environment.name, inAccount)).toEqual(
          expectedRoles(fillModel(model, here, inAccount), inAccount),
        );
      }
    },
  );

  test.each(service.environments)(
    'the parameters of $name are those of the template',
    ({ name }) => {
      const parameters = parametersOf(service, name);
      expect(Object.keys(parameters)).toEqual(Object.keys(template.Parameters ?? {}));
      for (const [key, { AllowedPattern = '' }] of Object.entries(template.Parameters ?? {})) {
        expect(parameters[key]).toMatch(new RegExp(AllowedPattern));
      }
    },
  );

  test('every parameter stands in one group of the interface', () => {
    const grouped = JSON.stringify(template.Metadata).match(/"Parameters":\[([^\]]*)\]/g) ?? [];
    const names = grouped.flatMap((group) => JSON.parse(`{${group}}`).Parameters as string[]);
    expect(names.sort()).toEqual(Object.keys(template.Parameters ?? {}).sort());
  });

  test('no partition and no account is written down', () => {
    // A key's ID may end in twelve digits.
    const written = text.replace(/AllowedPattern: .*|:key\/[\da-f-]{36}/g, '');
    expect(written.match(/.*arn:aws[a-z-]*:.*/g)).toBeNull();
    // The account of a secret that the user gave with one, on the secret and its key alone.
    const accounts = written.match(/(?<!-)\b\d{12}\b/g) ?? [];
    expect(accounts).toEqual(accounts.filter((account) => account === '444455556666'));
    const lines = written.split('\n').filter((line) => /(?<!-)\b\d{12}\b/.test(line));
    expect(lines.filter((line) => !/:(secret:|key\/)/.test(line))).toEqual([]);
  });

  test("every role's name and ARN is exported under the stack's name", () => {
    const scope = openTemplate(template, {
      parameters: parametersOf(service, 'prod'),
      facts: FACTS,
      stack: 'shop-iam-prod',
    });
    const outputs = Object.entries(template.Outputs ?? {});
    const values = outputs.map(([, { Value }]) => scope.resolve(Value, {}));
    for (const role of deployedRoles(service, 'prod', FACTS)) {
      expect(values).toContain(role.name);
      expect(values).toContain(`arn:aws:iam::${FACTS.account}:role${role.path}${role.name}`);
    }
    expect(outputs.map(([, { Export }]) => scope.resolve(Export?.Name, {}))).toEqual(
      outputs.map(([name]) => `shop-iam-prod-${name}`),
    );
  });

  test('the template stays within the counts that CloudFormation takes', () => {
    expect(Object.keys(template.Parameters ?? {}).length).toBeLessThanOrEqual(200);
    expect(Object.keys(template.Outputs ?? {}).length).toBeLessThanOrEqual(200);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
  });

  test('it is written the same twice, in files as they shall be', () => {
    const files = renderer.render(service);
    expect(renderer.render(buildService(answers))).toEqual(files);
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
    for (const { contents } of files) expect(contents).toMatch(/[^\n]\n$/);
    for (const { contents } of files) expect(contents).not.toMatch(/[ \t\r]\n/);
  });
});

test('the defaults fit into a template that needs no bucket', () => {
  const text = fileOf(buildService(DEFAULT_ANSWERS), 'iam/roles.yaml');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(51_200);
});

test('a role is referred to by the output that the stack exports', () => {
  const service = buildService(DEFAULT_ANSWERS);
  const { model } = service;
  const [role] = model.roles;
  expect(role && renderer.roleReference(role)).toBe(
    'Fn::ImportValue: !Sub ${IamStack}-TaskExecutionRoleArn',
  );
  expect(Object.keys(templateOf(service).Outputs ?? {})).toContain('TaskExecutionRoleArn');
});
