import fc from 'fast-check';
import { type Form, formsOf } from '../../lib/answers/parse/forms.ts';
import { readPasted } from '../../lib/answers/parse/pasted.ts';
import { parsePlaceholder } from '../../lib/answers/parse/placeholders.ts';
import { UserError } from '../../lib/errors.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  placeholderSpec,
} from '../../lib/iam/placeholders.ts';
import { faultsOfStep, resolvedWords } from '../support/faults.ts';
import { VALUES } from '../support/values.ts';

const PLACES = [
  { partition: 'aws', dnsSuffix: 'amazonaws.com', region: 'eu-west-1' },
  { partition: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', region: 'cn-north-1' },
  { partition: 'aws-us-gov', dnsSuffix: 'amazonaws.com', region: 'us-gov-west-1' },
] as const;

const ROWS = PLACEHOLDER_NAMES.flatMap((placeholder) =>
  formsOf(placeholder).map((form) => [placeholder, form] as const),
);

test('most placeholders have a form', () => {
  expect(new Set(ROWS.map(([placeholder]) => placeholder)).size).toBeGreaterThan(60);
});

test.each(ROWS)('%s is read back from %s', (placeholder, form) => {
  fc.assert(
    fc.property(
      namesOf(placeholder),
      fc.constantFrom(...PLACES),
      fc.stringMatching(/^\d{12}$/),
      fc.boolean(),
      (name, place, account, isLong) => {
        const text = printed(
          form,
          {
            ...VALUES,
            ...place,
            account,
            name,
            host: 'git.example.com',
            registryRegion: place.region,
          },
          isLong,
        );
        expect(parsePlaceholder(placeholder, `  ${text} `)[placeholder]).toBe(name);
        const found = readPasted(placeholder, text)?.place ?? {};
        if (form.includes('<account>')) expect(found.account).toBe(account);
        if (form.includes('<region>')) expect(found.region).toBe(place.region);
      },
    ),
    { numRuns: 20 },
  );
});

test.each(PLACEHOLDER_NAMES)('%s takes any text without a crash', (placeholder) => {
  const pieces = fc.constantFrom(
    ...['arn:', 'aws:', ':', '/', 'https://', 's3://', 'sqs.', 'eu-west-1', '.amazonaws.com', '-'],
    ...['111122223333', '.dkr.ecr.', 'complete:', 'secret', 'git@', '.git', '<account>', ' ', 'ü'],
    ...['secretsmanager', 'iam', 'kms', '::', 'AbCdEf', '@', '*', '\n', '=', '<environment>'],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
    ...formsOf(placeholder).map((form) => fc.constant(form)),
  );
  fc.assert(
    fc.property(text, (some) => {
      try {
        parsePlaceholder(placeholder, some);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 50 },
  );
});

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const HOME = { region: 'eu-west-1', account: '123456789012' };

test.each([
  [
    ['--ecr-repository', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.2'],
    { repository: 'shop', ...HOME },
  ],
  [
    [
      '--ecr-repository',
      `123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b@sha256:${'0'.repeat(64)}`,
    ],
    { repository: 'a/b', ...HOME },
  ],
  [['--cluster', 'arn:aws:ecs:eu-west-1:123456789012:cluster/main'], { cluster: 'main', ...HOME }],
  [
    ['--service', 'arn:aws:ecs:eu-west-1:123456789012:service/main/web'],
    { cluster: 'main', service: 'web', ...HOME },
  ],
  [
    ['--log-group', 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:*'],
    { logGroup: '/ecs/shop', ...HOME },
  ],
  [['--kms-key', `arn:aws:kms:eu-west-1:123456789012:key/${ID}`], { secretsKmsKeyId: ID, ...HOME }],
  [
    ['--source', 's3', '--source-bucket', 's3://shop-in/app.zip'],
    { sourceBucket: 'shop-in', sourceKey: 'app.zip' },
  ],
  [['--account', '1234-5678-9012'], { account: '123456789012' }],
  [['--artifact-bucket', 'arn:aws:s3:::shop-artifacts'], { artifactBucket: 'shop-artifacts' }],
  [
    ['--pull-from', '444455556666.dkr.ecr.eu-central-1.amazonaws.com/base/shop:1'],
    {
      registryAccount: '444455556666',
      registryRegion: 'eu-central-1',
      registryRepository: 'base/shop',
    },
  ],
  [['--region', ' eu-west-1 '], { region: 'eu-west-1' }],
])('%j gives %j', (words, values) => {
  expect(resolvedWords(words).answers.values).toEqual(values);
});

test.each([
  ['https://github.com/acme/shop'],
  ['https://github.com/acme/shop.git'],
  ['https://github.com/acme/shop/tree/main/api'],
  ['git@github.com:acme/shop.git'],
  ['ssh://git@bitbucket.org/acme/shop.git'],
  ['https://me@bitbucket.org/acme/shop.git'],
  ['github.com/acme/shop'],
  ['acme/shop.git'],
  [' acme/shop '],
])('%s is the repository acme/shop', (text) => {
  expect(resolvedWords(['--repository-id', text]).answers.repositoryId).toBe('acme/shop');
});

test('a group of GitLab may be inside a group', () => {
  const url = 'https://gitlab.example.com/acme/tools/shop/-/tree/main';
  expect(resolvedWords(['--repository-id', url]).answers.repositoryId).toBe('acme/tools/shop');
});

test.each([
  [
    'sqsConsume,queueName=https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
    { queueName: 'orders' },
  ],
  ['s3Read,bucketName=s3://data/in/', { bucketName: 'data', prefix: 'in' }],
  ['s3Read,bucketName=arn:aws:s3:::data-<environment>/*', { bucketName: 'data-<environment>' }],
  [
    'dynamodbRead,tableName=arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
    { tableName: 'orders' },
  ],
])('the grant %s has %j', (text, values) => {
  expect(resolvedWords(['--grant', text]).answers.grants[0]?.values).toEqual(values);
});

test('what a text says of the place is that of the environment it is for', () => {
  const cluster = (account: string) => `arn:aws:ecs:eu-west-1:${account}:cluster/main`;
  const words = [
    '--set',
    `dev.cluster=${cluster('111111111111')}`,
    '--set',
    `prod.cluster=${cluster('222222222222')}`,
  ];
  const { answers } = resolvedWords(words);
  expect(answers.environments.map(({ values }) => values.account)).toEqual([
    '111111111111',
    '222222222222',
  ]);
  expect(answers.values).toEqual({ region: 'eu-west-1' });
});

test('a parameter of an unknown account gives the account', () => {
  const arn = 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/url';
  const { answers } = resolvedWords(['--parameters', arn]);
  expect(answers.values).toEqual(HOME);
  expect(answers.parameters).toEqual([{ name: 'shop/url' }]);
});

const CLUSTER = 'arn:aws:ecs:eu-west-1:123456789012:cluster/main';

test.each([
  [
    ['--account', '444455556666', '--cluster', CLUSTER],
    `--cluster: '${CLUSTER}' has account 123456789012, but that of environment dev and prod is 444455556666 (--account).`,
  ],
  [
    ['--cluster', CLUSTER, '--ecr-repository', '444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop'],
    "--ecr-repository: '444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop' has account 444455556666, but that of environment dev is 123456789012 (--cluster).",
  ],
  [
    [
      '--region',
      'us-east-1',
      '--grant',
      'sqsConsume,queueName=https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
    ],
    "--grant: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders' has region eu-west-1, but that of environment dev and prod is us-east-1 (--region).",
  ],
  [
    ['--cluster', 'blue', '--service', 'arn:aws:ecs:eu-west-1:123456789012:service/green/web'],
    "--service: 'arn:aws:ecs:eu-west-1:123456789012:service/green/web' has cluster 'green', but --cluster gives 'blue'.",
  ],
])('%j is refused, with both values and their places', (words, message) => {
  expect(faultsFrom(words)).toEqual([message]);
});

test.each([
  [['--kms-key', 'arn:aws:kms:eu-west-1:123456789012:alias/shop']],
  [['--cluster', 'arn:aws:ecs:eu-west-1:123456789012:service/main/web']],
  [['--cluster', 'arn:aws:ec2:eu-west-1:123456789012:cluster/main']],
  [['--artifact-bucket', 's3://shop/key']],
  [['--grant', 'snsPublish,topicName=https://sqs.eu-west-1.amazonaws.com/123456789012/orders']],
  [['--ecr-repository', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn/shop']],
])('%j is another thing and refused', (words) => {
  expect(faultsFrom(words)).toHaveLength(1);
});

function faultsFrom(words: readonly string[]): readonly string[] {
  return faultsOfStep(() => resolvedWords(words)).map(({ message }) => message);
}

const WORD = fc.stringMatching(/^[a-z][a-z0-9]{3,11}$/);

/** Names that a placeholder takes: words where it takes words, else what its pattern says. */
function namesOf(placeholder: Placeholder): fc.Arbitrary<string> {
  const { pattern } = placeholderSpec(placeholder);
  if (placeholder === 'repositoryId') return fc.tuple(WORD, WORD).map((words) => words.join('/'));
  if (pattern.test('abc12')) return WORD;
  return fc.stringMatching(pattern).filter((name) => pattern.test(name));
}

/** A text of a form: with its optional pieces or without. */
function printed(form: Form, values: Readonly<Record<string, string>>, isLong: boolean): string {
  const whole = form.replaceAll(/\[(.*?)\]/g, isLong ? '$1' : '');
  return whole.replaceAll(/<(\w+)>/g, (_, group: string) => {
    if (group === 'six') return 'AbCdE1';
    if (group === 'connectionService') return 'codeconnections';
    return values[group] ?? '123456789012';
  });
}
