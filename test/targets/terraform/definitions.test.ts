import { fillModel } from '../../../lib/iam/fill.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { expectedRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { CASES } from './cases.ts';
import { plannedRoles } from './planned-roles.ts';
import { FACTS, type Providers, type Repo, sharedProviders, writeRepo } from './repo.ts';

const MINUTES = 60_000;

describeWithTerraform(['moto_server'], 'the definitions, read by Terraform', () => {
  let moto: Moto;
  let providers: Providers;
  beforeAll(async () => {
    moto = await startMoto();
    providers = sharedProviders();
  }, 2 * MINUTES);
  afterAll(async () => {
    providers.remove();
    await moto.stop();
  });

  test.each(CASES)(
    '$name: formatted, valid without a warning, every planned role is the model’s own',
    ({ answers, environments }) => {
      const service = buildService(answers);
      const { model } = service;
      const repo = writeRepo(service, { ...moto.env, ...providers.env });
      try {
        repo.terraform('default', 'fmt', '-check', '-diff', '-recursive');
        providers.initialise(repo);
        for (const environment of service.environments) {
          if (!environments.includes(environment.name)) continue;
          expect(planned(repo, environment)).toEqual(
            expectedRoles(fillModel(model, environment, FACTS), FACTS),
          );
        }
      } finally {
        repo.remove();
      }
    },
    5 * MINUTES,
  );

  test(
    'the values of one environment are refused in the workspace of another',
    () => {
      const repo = writeRepo(buildService(DEFAULT_ANSWERS), { ...moto.env, ...providers.env });
      try {
        providers.initialise(repo);
        expect(() =>
          repo.terraform('dev', 'plan', '-no-color', '-var-file=environments/prod.tfvars'),
        ).toThrow(/Workspace dev is not the one of environment prod/);
      } finally {
        repo.remove();
      }
    },
    2 * MINUTES,
  );
});

function planned(repo: Repo, { name }: Environment) {
  const values = `-var-file=environments/${name}.tfvars`;
  const said = repo.terraform(name, 'plan', '-json', '-input=false', values, '-out=planned');
  expect(said.split('\n').filter((line) => line.includes('"type":"diagnostic"'))).toEqual([]);
  return plannedRoles(JSON.parse(repo.terraform(name, 'show', '-json', 'planned')), FACTS);
}
