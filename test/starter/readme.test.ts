import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

/** The README of some answers, each paragraph on one line. */
async function readmeOf(some: Partial<Answers>): Promise<string> {
  const files = await renderStarter(buildService({ ...DEFAULT_ANSWERS, ...some }));
  return files.find(({ path }) => path === 'README.md')?.contents ?? '';
}

const CONNECTION = { connectionId: '11111111-2222-3333-4444-555555555555' };
const PENDING = 'through a connection. While it is\n   pending, complete its handshake';
const MISSING = 'through a connection. Create one,\n   and complete its handshake';

test.each([
  [
    'neither is known',
    {},
    MISSING,
    '   aws codeconnections create-connection --provider-type GitHub --connection-name shop\n   npx generator-ecs-iam --connection-arn ARN --repository-id OWNER/NAME\n',
  ],
  [
    'the repository is missing',
    { values: CONNECTION },
    PENDING,
    '   ```bash\n   npx generator-ecs-iam --repository-id OWNER/NAME\n',
  ],
  [
    'both are known',
    { values: CONNECTION, repositoryId: 'acme/shop' },
    PENDING,
    '   ```bash\n   git push\n',
  ],
])('where %s, the connection is made or awaited accordingly', async (_, some, said, command) => {
  const text = await readmeOf(some);
  expect(text).toContain(said);
  expect(text).toContain(command);
});

test.each([
  ['is not known', undefined, undefined, 'ENV=dev\naws sts', 'the next is `prod`.\n'],
  [
    'is one for all',
    'eu-west-1',
    'eu-west-1',
    'ENV=dev\nexport AWS_REGION=eu-west-1\naws sts',
    'the next is `prod`.\n',
  ],
  [
    'is another one in prod',
    'eu-west-1',
    'us-east-1',
    'ENV=dev\nexport AWS_REGION=eu-west-1\naws sts',
    'the next is `prod`, with its own `AWS_REGION`.\n',
  ],
])(
  'where the Region %s, the commands of the README go there',
  async (_, dev, prod, begin, next) => {
    const placed = (name: string, region: string | undefined) => ({
      name,
      values: region === undefined ? {} : { region },
    });
    const environments = [placed('dev', dev), placed('prod', prod)];
    const text = await readmeOf({ environments, deploy: 'none' });
    expect(text).toContain(begin);
    expect(text).toContain(next);
  },
);

test.each<[string, Partial<Answers>, string]>([
  [
    'a pipeline of several',
    {},
    '2. **The service.** In `dev` and `prod` (set `ENV`) the pipeline ',
  ],
  ['pipelines of their own', { pipeline: 'each' }, '2. **The service.** The pipeline updates '],
  ['GitHub Actions', { deploy: 'github' }, '2. **The service.** The workflow updates '],
])('the second step of %s begins with one mark', async (_, some, begin) => {
  const text = await readmeOf({ repositoryId: 'acme/shop', ...some });
  expect(text).toContain(begin);
  // Bold that ends and begins again shows its asterisks.
  expect(text).not.toContain('****');
});

test.each([
  ['cloudformation', 'aws cloudformation delete-stack --stack-name shop-pipeline-prod\n'],
  ['cdk', '(cd iam && npx cdk destroy shop-pipeline-prod)  # with the credentials of prod\n'],
  ['terraform', 'terraform -chdir=pipeline/environments/NAME destroy\n'],
  ['cli', 'for PROJECT in shop-prod-validate; do\n'],
] as const)(
  '%s: the build projects of another account are removed before its roles',
  async (target, line) => {
    const environments = ['111122223333', '444455556666'].map((account, index) => ({
      name: index === 0 ? 'dev' : 'prod',
      values: { account, region: 'eu-west-1' },
    }));
    const [, remove = ''] = (await readmeOf({ target, environments })).split('## Remove');
    expect(remove).toContain(line);
    expect(remove.indexOf(line)).toBeLessThan(remove.indexOf('scripts/destroy-iam.sh'));
    const [, alone = ''] = (await readmeOf({ target })).split('## Remove');
    expect(alone).not.toContain(line);
  },
);

test.each<[string, Partial<Answers>, boolean]>([
  ['names that follow from ENV', { deploy: 'github' }, false],
  ['the same with pipelines of their own', { pipeline: 'each' }, false],
  [
    'a cluster of another name in prod',
    {
      deploy: 'github',
      environments: [
        { name: 'dev', values: { cluster: 'one' } },
        { name: 'prod', values: { cluster: 'two' } },
      ],
    },
    true,
  ],
])('of %s the README says only what is so', async (_, some, isSaid) => {
  const text = await readmeOf({ repositoryId: 'acme/shop', ...some });
  expect(text.includes('Names in them that do not follow from `ENV`')).toBe(isSaid);
});
