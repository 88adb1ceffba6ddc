import type { Answers } from '../../../lib/answers/types.ts';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { read } from '../../../lib/targets/terraform/read/read.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { environmentOf } from '../../support/pipeline-kinds.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { comparable } from './comparable.ts';
import { writeRepo } from './repo.ts';

const MINUTES = 60_000;
const ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  tags: { team: 'orders' },
  rolePolicies: { codebuild: 'customer-managed' },
};
const SERVICE = buildService(ANSWERS);
const request = (contents: string) => ({
  root: '/nowhere',
  files: [],
  service: SERVICE,
  environment: environmentOf(SERVICE, 'dev'),
  given: { path: 'plan.json', contents },
});

describeWithTerraform(['moto_server'], 'a plan that somebody made with an account', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 2 * MINUTES);
  afterAll(() => moto.stop());

  test(
    'defines what the model does, also where documents name roles that are not made yet',
    async () => {
      const repo = writeRepo(SERVICE, moto.env);
      try {
        const root = 'iam/environments/dev';
        repo.terraform(root, 'init');
        repo.terraform(root, 'plan', '-out=planned');
        const plan = repo.terraform(root, 'show', '-json', 'planned');
        expect(plan).toMatch(/"after_unknown":\{[^}]*"policy":true/);
        const { definition } = await read(request(plan));
        const wanted = definitionOf(SERVICE.model, environmentOf(SERVICE, 'dev'));
        expect(comparable(definition)).toEqual(comparable(wanted));
      } finally {
        repo.remove();
      }
    },
    5 * MINUTES,
  );
});

test('JSON that is no plan is refused with the commands that make one', async () => {
  await expect(read(request('{"Resources":{}}'))).rejects.toMatchObject({
    name: 'NotAPlan',
    message: 'plan.json is no plan of Terraform as JSON.',
    hint: expect.stringContaining('terraform -chdir=iam/environments/dev plan -out=plan'),
  });
});
