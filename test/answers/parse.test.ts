import fc from 'fast-check';
import { ANSWER_QUESTIONS, QUESTIONS } from '../../lib/answers/questions.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { faultsOf, UserError } from '../../lib/errors.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** One row a question: a good value and what it becomes, and a bad value with its code. */
const ROWS: Readonly<
  Record<string, readonly [good: unknown, parsed: unknown, bad: unknown, code: string]>
> = {
  project: ['shop', 'shop', 'my shop', 'BadValue'],
  presets: [['./acme.json'], { references: ['./acme.json'], list: [] }, ['a\\b'], 'BadValue'],
  target: ['cdk', 'cdk', 'pulumi', 'UnknownWord'],
  environments: ['dev', [{ name: 'dev', values: {} }], 'dev,Dev', 'DuplicateEnvironment'],
  grants: [
    ['s3Read,bucketName=data-<environment>'],
    [{ preset: 's3Read', values: { bucketName: 'data-<environment>' } }],
    ['s3Reed'],
    'UnknownGrant',
  ],
  secrets: ['a/b,<project>/c', [{ name: 'a/b' }, { name: '<project>/c' }], 'a*', 'WildcardRefused'],
  parameters: ['/shop/url', [{ name: 'shop/url' }], 'a b', 'BadValue'],
  secretsKmsKeyId: [
    `arn:aws:kms:eu-west-1:111122223333:key/${ID}`,
    { secretsKmsKeyId: ID },
    'arn:aws:kms:eu-west-1:111122223333:alias/shop',
    'BadValue',
  ],
  envFiles: ['s3://conf/web.env', [{ bucket: 'conf', key: 'web.env' }], 'web.env', 'BadValue'],
  exec: ['task', 'task', 'tsk', 'UnknownWord'],
  taskDefinitions: [
    [{ container: 'web', definition: { containerDefinitions: [{ name: 'web', image: 'web' }] } }],
    [{ container: 'web', definition: { containerDefinitions: [{ name: 'web', image: 'web' }] } }],
    [{ container: 'web', definition: { containerDefinitions: [] } }],
    'BadValue',
  ],
  taskStatements: [
    [{ sid: 'A', actions: 's3:GetObject', resources: ['arn:<partition>:s3:::b/*'] }],
    [{ sid: 'A', actions: ['s3:GetObject'], resources: ['arn:<partition>:s3:::b/*'] }],
    [{ sid: 'A', actions: ['s3:*'], resources: ['*'] }],
    'WildcardRefused',
  ],
  executionStatements: [
    [{ sid: 'A', actions: 's3:GetObject', resources: ['arn:<partition>:s3:::b/*'] }],
    [{ sid: 'A', actions: ['s3:GetObject'], resources: ['arn:<partition>:s3:::b/*'] }],
    [{ sid: 'A', actions: ['s3:GetObject'], resources: ['*'] }],
    'WildcardRefused',
  ],
  source: ['ecr', 'ecr', 'git', 'UnknownWord'],
  connectionId: [
    `arn:aws:codestar-connections:eu-west-1:111122223333:connection/11111111-2222-3333-4444-555555555555`,
    {
      connectionId: '11111111-2222-3333-4444-555555555555',
      connectionService: 'codestar-connections',
    },
    'arn:aws:iam::111122223333:connection/11111111-2222-3333-4444-555555555555',
    'WrongService',
  ],
  repositoryId: ['example/shop', 'example/shop', 'shop', 'BadValue'],
  sourceRepository: ['shop', { sourceRepository: 'shop' }, 'a b', 'BadValue'],
  loadBalancer: ['shop-alb', { loadBalancer: 'shop-alb' }, '-shop', 'BadValue'],
  sourceBucket: ['shop-source', { sourceBucket: 'shop-source' }, 'Shop', 'BadValue'],
  sourceKey: ['source.zip', { sourceKey: 'source.zip' }, '/source.zip', 'BadValue'],
  sourceFolder: ['./services/my orders/', 'services/my orders', '../orders', 'BadValue'],
  branch: ['release/1', { branch: 'release/1' }, 'a b', 'BadValue'],
  platform: ['arm64', 'arm64', 'sparc', 'UnknownWord'],
  launchType: ['ec2', 'ec2', 'lambda', 'UnknownWord'],
  deploy: ['build', 'build', 'manual', 'UnknownWord'],
  approval: ['no', 'no', 'perhaps', 'BadValue'],
  artifactBucket: ['shop-artifacts', { artifactBucket: 'shop-artifacts' }, 'a_b', 'BadValue'],
  starterApp: [true, 'yes', 'maybe', 'BadValue'],
  roles: ['task,task-execution', ['task-execution', 'task'], 'taks', 'UnknownRole'],
  options: [
    { 'codebuild.vpc': 'on' },
    { 'codebuild.vpc': true },
    { 'codebuild.vpn': true },
    'UnknownOption',
  ],
  policies: ['aws-managed', 'aws-managed', 'managed', 'UnknownWord'],
  rolePolicies: [{ task: 'inline' }, { task: 'inline' }, { tsak: 'inline' }, 'UnknownRole'],
  roleNames: [
    { task: ' acme-<project>-<environment> ' },
    { task: 'acme-<project>-<environment>' },
    { task: 'acme-<region>' },
    'BadValue',
  ],
  existingRoles: [
    { 'dev.task': ' arn:aws:iam::111122223333:role/team/web ' },
    { 'dev.task': 'arn:aws:iam::111122223333:role/team/web' },
    { task: 'arn:aws:iam::111122223333:user/web' },
    'BadValue',
  ],
  trust: ['strict', 'strict', 'loose', 'UnknownWord'],
  permissionsBoundary: [
    'arn:aws:iam::111122223333:policy/bound',
    { permissionsBoundary: 'arn:aws:iam::111122223333:policy/bound' },
    'arn:aws:s3:::bound',
    'WrongService',
  ],
  rolePath: ['/team/shop/', '/team/shop/', '/team', 'BadValue'],
  tags: [{ team: 'a b' }, { team: 'a b' }, { 'aws:x': 'y' }, 'ReservedTag'],
  maxSessionDuration: ['7200', 7200, 60, 'BadValue'],
  roleOverrides: [
    { task: { description: 'Own' } },
    { task: { description: 'Own' } },
    { task: { descriptio: 'Own' } },
    'UnknownKey',
  ],
  ecrRepository: ['existing', 'existing', 'made', 'UnknownWord'],
  serviceLinkedRole: ['no', false, 'nope', 'BadValue'],
  oidcProvider: ['create', 'create', 'make', 'UnknownWord'],
  id: ['a1b2c3d4', 'a1b2c3d4', 'a1b2-3d4', 'BadValue'],
  region: ['eu-west-1', { region: 'eu-west-1' }, 'Ireland', 'BadValue'],
  account: ['111122223333', { account: '111122223333' }, '1234', 'BadValue'],
  partition: ['aws-cn', { partition: 'aws-cn' }, 'amazon', 'BadValue'],
  cluster: ['main', { cluster: 'main' }, 'a b', 'BadValue'],
  service: ['web', { service: 'web' }, '$(web)', 'BadValue'],
  repository: ['shop/web', { repository: 'shop/web' }, 'Shop', 'BadValue'],
  logGroup: ['/ecs/shop', { logGroup: '/ecs/shop' }, '/ecs/`x`', 'BadValue'],
  values: [
    { tableName: 'orders' },
    { tableName: 'orders' },
    { tablename: 'orders' },
    'UnknownPlaceholder',
  ],
  lists: [
    { buildSubnetId: ['subnet-0a'] },
    { buildSubnetId: ['subnet-0a'] },
    { buildSubnetId: ['vpc-0a'] },
    'BadValue',
  ],
  pipeline: ['each', 'each', 'two', 'UnknownWord'],
  home: ['tools', 'tools', 'to/ols', 'BadValue'],
  crossAccountPull: ['444455556666', ['444455556666'], '4444', 'BadValue'],
  registryAccount: [
    '444455556666:eu-west-1:base/shop',
    {
      registryAccount: '444455556666',
      registryRegion: 'eu-west-1',
      registryRepository: 'base/shop',
    },
    '4:b:c:d',
    'MalformedFlag',
  ],
  crossAccountLogs: [
    'to:444455556666',
    [{ kind: 'to', account: '444455556666' }],
    'towards:444455556666',
    'BadValue',
  ],
};

test('every question has a row here', () => {
  expect(QUESTIONS.map(({ name }) => name).sort()).toEqual(Object.keys(ROWS).sort());
});

test.each(QUESTIONS.map((question) => [question.name, question] as const))(
  '%s takes a good value and refuses a bad one in one sentence',
  (name, { parse }) => {
    const [good, parsed, bad, code] = ROWS[name] ?? [];
    expect(parse(good)).toEqual(parsed);
    const fault = thrownBy(() => parse(bad));
    expect(fault.name).toBe(code);
    expect(fault.message).toMatch(/^[^\n]+\.$/);
  },
);

test.each(ANSWER_QUESTIONS.map((question) => [question.name, question] as const))(
  'the default of %s is read back as it is written',
  (name, { initial, parse, write }) => {
    const answers = { [name]: initial } as unknown as Answers;
    expect(parse(write === undefined ? initial : write(answers))).toEqual(initial);
  },
);

test.each([
  ['a newline', { team: 'a\nb' }],
  ['a line separator', { team: 'a\u2028b' }],
  ['a quote', { team: 'a"b' }],
  ['a backtick', { 'te`am': 'b' }],
  ['a dollar', { team: '$(id)' }],
  ['our own key', { 'ecs-iam:project': 'x' }],
  ['257 characters', { team: 'x'.repeat(257) }],
])('a tag with %s is refused', (_, tags) => {
  expect(() => parseOf('tags')(tags)).toThrow(UserError);
});

test.each([
  [
    'a complete ARN',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf',
    undefined,
  ],
  ['no suffix', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db', 'PartialArn'],
  ['another service', 'arn:aws:ssm:eu-west-1:111122223333:parameter/db', 'WrongService'],
  [
    'another partition',
    'arn:aws-cn:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf',
    'RegionNotInPartition',
  ],
  ['too few fields', 'arn:aws:secretsmanager:db', 'MalformedArn'],
])('a secret given as an ARN with %s', (_, arn, code) => {
  if (code === undefined) {
    const found = { name: 'shop/db', suffix: 'AbCdEf' };
    expect(parseOf('secrets')(arn)).toEqual([
      { ...found, account: '111122223333', region: 'eu-west-1' },
    ]);
  } else {
    expect(thrownBy(() => parseOf('secrets')(arn)).name).toBe(code);
  }
});

const STATEMENT = { sid: 'A', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] };

test.each([
  ['a blank in the sid', { ...STATEMENT, sid: 'A b' }],
  ['IAM spelling of a key', { ...STATEMENT, Action: 's3:GetObject' }],
  ['every action', { ...STATEMENT, actions: ['*'] }],
  ['a whole service', { ...STATEMENT, actions: ['s3:*'] }],
  ['no action', { ...STATEMENT, actions: [] }],
  ['every resource without a reason', { ...STATEMENT, resources: ['*'] }],
  ['a newline', { ...STATEMENT, resources: ['arn:aws:s3:::b\n'] }],
  ['a character that IAM refuses', { ...STATEMENT, resources: ['arn:aws:s3:::b/€'] }],
  ['an unknown part', { ...STATEMENT, resources: ['arn:aws:s3:::<buckt>/*'] }],
  ['an unknown operator', { ...STATEMENT, conditions: { StringIs: { 'aws:x': 'y' } } }],
])('a statement with %s is refused', (_, statement) => {
  expect(() => parseOf('taskStatements')([statement])).toThrow(UserError);
});

test('a statement may name a prefix of actions, and every resource with a reason', () => {
  const statement = { ...STATEMENT, actions: ['s3:Get*'], resources: ['*'], why: 'They vary.' };
  expect(parseOf('taskStatements')([statement])).toEqual([statement]);
});

/** What an answers file may hold; an object may even hide how it becomes a string. */
const ANYTHING = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constant({ toString: 'no function' }),
);

test.each(QUESTIONS.map((question) => [question.name, question] as const))(
  '%s takes anything without a crash: a value, or a UserError on one line a fault',
  (_, { parse }) => {
    fc.assert(
      fc.property(ANYTHING, (raw) => {
        const fault = faultOf(() => parse(raw));
        for (const { message } of fault === undefined ? [] : faultsOf(fault)) {
          expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
        }
      }),
      { numRuns: 50 },
    );
  },
);

test('every fault of a list is reported', () => {
  expect(thrownBy(() => parseOf('crossAccountPull')('1,444455556666,2')).message).toMatch(
    /^2 faults/,
  );
});

function parseOf(name: string): (raw: unknown) => unknown {
  const question = QUESTIONS.find((row) => row.name === name);
  if (question === undefined) throw new Error(`No question ${name}.`);
  return question.parse;
}

function thrownBy(step: () => unknown): UserError {
  const fault = faultOf(step);
  if (fault === undefined) throw new Error('Nothing was thrown.');
  return fault;
}

function faultOf(step: () => unknown): UserError | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
