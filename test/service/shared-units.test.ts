import type { EnvironmentAnswers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const ANSWERS = { ...DEFAULT_ANSWERS, crossAccountPull: ['444455556666'] };

function unitsOf(...environments: readonly EnvironmentAnswers[]) {
  return buildService({ ...ANSWERS, pipeline: 'each', environments }).shared;
}

const dev = { name: 'dev', values: { account: '111122223333', region: 'eu-west-1' } };
const stage = { name: 'stage', values: { account: '111122223333', region: 'eu-west-1' } };
const prod = { name: 'prod', values: { account: '222233334444', region: 'eu-west-1' } };

test('environments whose account is not known share one unit without a name', () => {
  const [unit, ...others] = unitsOf({ name: 'dev', values: {} }, { name: 'prod', values: {} });
  expect(others).toEqual([]);
  expect(unit).toMatchObject({ environments: ['dev', 'prod'], repositories: ['shop'] });
  expect(unit?.name).toBeUndefined();
});

test('a unit per account is named after the first environment of the account', () => {
  const units = unitsOf(dev, prod, stage);
  expect(units.map(({ name, environments }) => [name, environments])).toEqual([
    ['dev', ['dev', 'stage']],
    ['prod', ['prod']],
  ]);
});

test('with one pipeline the repository is in the account of home, and no other account has a unit for it', () => {
  const { shared } = buildService({ ...ANSWERS, environments: [dev, prod, stage] });
  expect(shared.map(({ environments }) => environments)).toEqual([['dev', 'stage']]);
  const sids = shared[0]?.policies[0]?.statements.map(({ sid }) => sid);
  expect(sids).toEqual([
    'CrossAccountPullShopForDev',
    'PromotionPullShopForDev',
    'CrossAccountPullShopForStage',
  ]);
});

test('two Regions of one account are two units', () => {
  const other = { name: 'dr', values: { ...dev.values, region: 'eu-central-1' } };
  expect(unitsOf(dev, other).map(({ name }) => name)).toEqual(['dev', 'dr']);
});

test('the policy of one repository holds the statements of all its environments', () => {
  const [unit] = unitsOf(dev, stage);
  expect(unit?.policies.map(({ owner }) => owner)).toEqual(['shop']);
  expect(unit?.policies[0]?.statements.map(({ sid }) => sid)).toEqual([
    'CrossAccountPullShopForDev',
    'CrossAccountPullShopForStage',
  ]);
});

test('environments with repositories of their own have them in one unit', () => {
  const own = { name: 'stage', values: { ...stage.values, repository: 'shop-stage' } };
  const [unit] = unitsOf(dev, own);
  expect(unit?.repositories).toEqual(['shop', 'shop-stage']);
  expect(unit?.policies.map(({ owner }) => owner)).toEqual(['shop', 'shop-stage']);
});

test('a unit with nothing to hold is left out', () => {
  const roles = ['anywhere'] as const;
  expect(buildService({ ...DEFAULT_ANSWERS, roles }).shared).toEqual([]);
});

test('nothing of ECR is made for a repository that exists; its policy is a document to hand on', async () => {
  const service = buildService({ ...ANSWERS, ecrRepository: 'existing' });
  expect(service.shared).toEqual([]);
  expect(service.model.repository).toBeUndefined();
  const files = await renderStarter(service);
  const document = files.find(({ path }) => path === 'docs/ecr-repository-policy.json');
  const statements = JSON.parse(document?.contents ?? '{}').Statement;
  expect(statements.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
    'CrossAccountPullShopForDev',
    'CrossAccountPullShopForProd',
  ]);
  expect(document?.contents).not.toContain('<');
});
