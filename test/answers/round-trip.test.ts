import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { answersSchema, writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { inOneOrder } from '../../lib/answers/canonical.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { allOptions, DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { valuesOf } from '../support/values.ts';

const validate = new Ajv2020({ strict: false }).compile(answersSchema());

function readBack(text: string): Answers {
  return resolveAnswers({ flags: {}, folderFile: { name: 'ecs-iam.json', text } }).answers;
}

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,11}$/);
const account = fc.stringMatching(/^\d{12}$/);
const environmentNames = fc.uniqueArray(name, {
  minLength: 1,
  maxLength: 4,
  selector: (one) => one.toLowerCase().replaceAll('_', '-'),
});
const values = fc
  .subarray([
    'cluster',
    'service',
    'tableName',
    'connectionId',
    'secretsKmsKeyId',
    'logGroup',
    'branch',
  ])
  .map((placeholders) => pick(valuesOf('qa'), placeholders));
const tagText = fc.string({
  unit: fc.constantFrom(...'aZ9 é語_.:/=+-@'),
  minLength: 1,
  maxLength: 9,
});
/** Secrets or parameters, each a variable of its own. */
function named(letter: string, more: Record<string, fc.Arbitrary<string>>) {
  const one = fc.record(
    {
      name: fc.constantFrom('a/b', '<project>/<environment>/x', 'x-y'),
      variable: fc.constant(''),
      ...more,
      account,
      region: fc.constant('eu-west-1'),
    },
    { requiredKeys: ['name', 'variable'] },
  );
  return fc
    .array(one, { maxLength: 4 })
    .map((all) => all.map((some, index) => ({ ...some, variable: `${letter}${index}` })));
}
const latin = fc.string({
  unit: fc.integer({ min: 0xa1, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 5,
});
const awkward = fc.constantFrom(
  '$(id)',
  '`id`',
  '"',
  "'",
  '\\',
  '${aws:username}',
  '{{x}}',
  '%',
  '#{y}',
  ': -',
);

/** The only answers that a kind of deployment without a pipeline takes. */
const GOES_WITH: Partial<Record<Answers['deploy'], Partial<Answers>>> = {
  github: { source: 'codeconnections', approval: 'auto', repositoryId: 'example/shop' },
  none: { approval: 'auto' },
};

const answers: fc.Arbitrary<Answers> = fc
  .record({
    project: name,
    target: fc.constantFrom('cli', 'cdk', 'terraform', 'cloudformation'),
    environments: environmentNames.chain((names) =>
      fc.tuple(...names.map((one) => values.map((own) => ({ name: one, values: own })))),
    ),
    values,
    roles: fc.constantFrom('recommended', 'all'),
    exec: fc.constantFrom('task', 'off', 'separate'),
    deploy: fc.constantFrom('pipeline', 'build', 'codedeploy', 'github', 'none'),
    source: fc.constantFrom('codeconnections', 'codecommit', 'ecr', 's3'),
    trust: fc.constantFrom('default', 'strict', 'plain'),
    policies: fc.constantFrom('inline', 'customer-managed', 'aws-managed'),
    rolePath: fc.constantFrom('/', '/a/b-c/'),
    tags: fc.dictionary(
      tagText.filter((key) => !/^(aws|ecs-iam):/i.test(key)),
      tagText,
      { maxKeys: 4, noNullPrototype: true },
    ),
    maxSessionDuration: fc.integer({ min: 3600, max: 43200 }),
    secrets: named('S', {
      suffix: fc.stringMatching(/^[A-Za-z0-9]{6}$/),
      part: fc.constantFrom('user::', ':AWSCURRENT:', '::1a', 'db.user:AWSPREVIOUS:'),
    }),
    parameters: named('P', {}),
    envFiles: fc.subarray([
      { bucket: 'conf', key: 'a/b.env' },
      { bucket: 'conf', key: '<environment>.env' },
    ]),
    crossAccountPull: fc.uniqueArray(account, { maxLength: 3 }),
    taskStatements: fc.tuple(latin, awkward, fc.boolean()).map(([text, odd, explained]) => [
      {
        sid: 'Own',
        actions: ['s3:GetObject', 's3:List*'],
        resources: [`arn:<partition>:s3:::<bucketName>/${odd}${text}`],
        conditions: { StringLike: { 'aws:PrincipalTag/x': [`${odd}*`] } },
        ...(explained && { why: `Because ${odd}.` }),
      },
    ]),
    serviceLinkedRole: fc.boolean(),
    oidcProvider: fc.constantFrom('create', 'existing'),
    repositoryId: fc.constantFrom('', 'example/shop'),
    approval: fc.constantFrom('auto', 'yes', 'no'),
    starterApp: fc.constantFrom('auto', 'yes', 'no'),
  })
  .map((some) => ({ ...DEFAULT_ANSWERS, ...some, ...GOES_WITH[some.deploy] }) as Answers)
  .filter(({ source, deploy }) => source !== 'ecr' || !['build', 'codedeploy'].includes(deploy))
  .map(inOneOrder);

test('what is written is valid, and read back gives the same answers and bytes', () => {
  fc.assert(
    fc.property(answers, (some) => {
      const text = writeAnswersFile(some);
      const back = readBack(text);
      expect(back).toEqual(some);
      expect(writeAnswersFile(back)).toBe(text);
      expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
    }),
    { numRuns: 100 },
  );
});

test('everything at once survives a round trip', () => {
  const everything = inOneOrder({
    ...everythingAnswers(),
    options: allOptions(),
    deploy: 'build',
  });
  const text = writeAnswersFile(everything);
  expect(readBack(text)).toEqual(everything);
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
});

test('the defaults are written as project, target and environments alone', () => {
  expect(JSON.parse(writeAnswersFile({ ...DEFAULT_ANSWERS, id: '' }))).toEqual({
    $schema: './docs/ecs-iam.schema.json',
    version: 1,
    project: 'shop',
    target: 'cloudformation',
    environments: { dev: {}, prod: {} },
  });
});

test.each([
  [{ projet: 'shop' }],
  [{ version: 2 }],
  [{ values: { clutser: 'x' } }],
  [{ environments: { dev: { clutser: 'x' } } }],
  [{ options: { 'codebuild.vpn': true } }],
  [{ grants: [{ preset: 's3Read', tableName: 'x' }] }],
  [{ roles: ['task-execution', 'taks'] }],
  [{ values: { account: '12' } }],
])('the schema refuses %j', (document) => {
  expect(validate(document)).toBe(false);
});

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
