import { fillModel } from '../../../lib/iam/fill.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { REPOSITORY_LIFECYCLE } from '../../../lib/service/repository-lifecycle.ts';
import { expectedRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { IN_FULL } from '../../support/in-full.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { CASES } from './cases.ts';
import { plannedIn, plannedRoles } from './planned-roles.ts';
import { FACTS, type Repo, writeRepo } from './repo.ts';

const MINUTES = 60_000;

describeWithTerraform(['moto_server'], 'the definitions, read by Terraform', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 2 * MINUTES);
  afterAll(() => moto.stop());

  test.each(IN_FULL ? CASES : CASES.slice(-1))(
    '$name: formatted, valid, its tests pass, every planned role is the model’s own',
    ({ answers, environments }) => {
      const service = withoutPipeline(buildService(answers));
      const repo = writeRepo(service, moto.env);
      try {
        repo.terraform('.', 'fmt', '-check', '-diff', '-recursive');
        repo.terraform('iam/modules/roles', 'init');
        expect(repo.terraform('iam/modules/roles', 'test', '-no-color')).toMatch(/ 0 failed\.\n$/);
        for (const environment of service.environments) {
          if (!environments.includes(environment.name)) continue;
          expect(planned(repo, environment)).toEqual(
            expectedRoles(fillModel(service.model, environment, FACTS), FACTS),
          );
        }
      } finally {
        repo.remove();
      }
    },
    5 * MINUTES,
  );

  test(
    'images expire as in every target',
    () => {
      const repo = writeRepo(withoutPipeline(buildService(DEFAULT_ANSWERS)), moto.env);
      try {
        repo.terraform('iam/shared', 'init');
        repo.terraform('iam/shared', 'plan', '-out=planned');
        const plan = JSON.parse(repo.terraform('iam/shared', 'show', '-json', 'planned'));
        const policies = plannedIn(plan)
          .filter(({ type }) => type === 'aws_ecr_lifecycle_policy')
          .map(({ values }) => JSON.parse(String(values.policy)));
        expect(policies).toEqual([REPOSITORY_LIFECYCLE]);
      } finally {
        repo.remove();
      }
    },
    2 * MINUTES,
  );

  test(
    'the shared root is valid, in one account and in several',
    () => {
      const [, everything] = CASES;
      if (everything === undefined) throw new Error('No case.');
      for (const accounts of [
        ['111122223333', '111122223333'],
        ['111122223333', '444455556666'],
      ]) {
        const environments = everything.answers.environments.map(({ name, values }, index) => ({
          name,
          values: { ...values, account: accounts[index] ?? '', region: 'eu-west-1' },
        }));
        const service = buildService({ ...everything.answers, environments });
        const repo = writeRepo(withoutPipeline(service), moto.env);
        try {
          for (const { name } of service.shared) {
            const root = name === undefined ? 'iam/shared' : `iam/shared/${name}`;
            repo.terraform(root, 'init');
            expect(JSON.parse(repo.terraform(root, 'validate', '-json')).diagnostics).toEqual([]);
          }
          expect(service.shared).toHaveLength(new Set(accounts).size);
        } finally {
          repo.remove();
        }
      }
    },
    5 * MINUTES,
  );
});

function planned(repo: Repo, { name }: Environment) {
  const root = `iam/environments/${name}`;
  repo.terraform(root, 'init');
  const said = repo.terraform(root, 'plan', '-json', '-input=false', '-out=planned');
  expect(said.split('\n').filter((line) => line.includes('"type":"diagnostic"'))).toEqual([]);
  return plannedRoles(JSON.parse(repo.terraform(root, 'show', '-json', 'planned')), FACTS);
}
