import { fillModel } from '../../lib/iam/fill.ts';
import { PARTITIONS } from '../../lib/iam/partitions.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { readStatements } from '../../lib/service/validation-reads.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { roleDocuments } from '../support/role-documents.ts';
import { FACTS } from '../support/values.ts';

const REGIONS: Readonly<Record<string, string>> = {
  aws: 'eu-west-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

test.each(Object.keys(PARTITIONS))(
  'everything lies in partition %s when the Region does',
  (name) => {
    const answers = everythingAnswers();
    const region = REGIONS[name] ?? '';
    const service = buildService({
      ...answers,
      values: { region },
      environments: answers.environments.map(
        ({ values: { permissionsBoundary: _, ...values }, ...one }) => ({
          ...one,
          values: {
            ...values,
            deployerRoleArn: `arn:${name}:iam::111122223333:role/deployer`,
            airflowRoleArn: `arn:${name}:iam::111122223333:role/airflow`,
          },
        }),
      ),
    });
    const { model } = service;
    const facts = { account: FACTS.account, partition: 'aws', region: 'x', dnsSuffix: 'x' };
    for (const environment of service.environments) {
      const { roles, resourcePolicies } = fillModel(model, environment, facts);
      const arns = JSON.stringify([roles, resourcePolicies]).match(/\barn:[a-z-]*:/g) ?? [];
      expect([...new Set(arns)]).toEqual([`arn:${name}:`]);
    }
  },
);

test('without a Region the partition stays open for the tool that deploys', () => {
  const service = buildService(DEFAULT_ANSWERS);
  expect(service.placeholders).toEqual(expect.arrayContaining(['partition', 'region', 'account']));
  expect(service.environments[0]?.values.partition).toBeUndefined();
});

test('no template string of the model names a partition', () => {
  const { model } = buildService(everythingAnswers());
  expect(JSON.stringify(model)).not.toMatch(/arn:aws/);
});

test("the path stands in every role's settings, in what is passed and in who may assume", () => {
  const answers = { ...everythingAnswers(), rolePath: '/team/shop/' };
  const { model } = buildService(answers);
  const text = JSON.stringify(model);
  expect(model.roles.map((role) => role.settings.path)).toEqual(
    model.roles.map(() => '/team/shop/'),
  );
  // The validation finds a role that stands at another path, by its name.
  const elsewhere = text.match(/:role\/(?!team\/shop\/)[^"]*/g) ?? [];
  const anyPath = readStatements(model).flatMap(({ resources }) => resources);
  expect(elsewhere.filter((one) => !anyPath.some((read) => read.endsWith(one)))).toEqual([]);
  expect(text).toContain('role/team/shop/<project>-ecs-task-role-<environment>');
  const { trust } = roleDocuments('cross-account-logs', answers);
  expect(JSON.stringify(trust)).toContain('role/team/shop/shop-ecs-task-role-prod');
});
