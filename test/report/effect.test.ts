import type { PolicyStatement } from '../../lib/evaluate/types.ts';
import type { Change } from '../../lib/plan/change.ts';
import { effectOf } from '../../lib/report/effect.ts';

const READ: PolicyStatement = {
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
};
const TRUST: PolicyStatement = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const FROM_HERE = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

type Statements = readonly PolicyStatement[] | undefined;

function change(kind: 'inline-policy' | 'trust-policy', before: Statements, after: Statements) {
  const document = (Statement: Statements) =>
    Statement && { Version: '2012-10-17' as const, Statement };
  return {
    kind,
    owner: 'task',
    item: 'Reads',
    widens: false,
    before: document(before),
    after: document(after),
  } as unknown as Change;
}

const INLINE: readonly (readonly [
  what: string,
  before: Statements,
  after: Statements,
  effect: ReturnType<typeof effectOf>,
])[] = [
  [
    'another action grants it',
    [READ],
    [{ ...READ, Action: ['s3:GetObject', 's3:PutObject'] }],
    { grants: ['s3:PutObject on arn:aws:s3:::b/*'], takes: [] },
  ],
  [
    'a policy that goes takes what it allows',
    [{ ...READ, Action: ['s3:GetObject', 's3:PutObject'] }],
    undefined,
    { grants: [], takes: ['s3:GetObject, s3:PutObject on arn:aws:s3:::b/*'] },
  ],
  [
    'what another statement allows already is not granted',
    [{ ...READ, Action: 's3:*', Resource: '*' }],
    [{ ...READ, Action: 's3:*', Resource: '*' }, READ],
    { grants: [], takes: [] },
  ],
  [
    'a narrower resource takes the wider one',
    [READ],
    [{ ...READ, Resource: 'arn:aws:s3:::b/public/*' }],
    { grants: [], takes: ['s3:GetObject on arn:aws:s3:::b/*'] },
  ],
  [
    'a denial takes what is allowed',
    [{ ...READ, Action: 's3:*' }],
    [
      { ...READ, Action: 's3:*' },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ],
    { grants: [], takes: ['s3:DeleteObject on arn:aws:s3:::b/*'] },
  ],
  [
    'another spelling changes nothing',
    [READ],
    [{ ...READ, Action: ['S3:getobject'], Resource: ['arn:aws:s3:::b/*'] }],
    { grants: [], takes: [] },
  ],
  [
    'a condition takes what it does not let through',
    [READ],
    [{ ...READ, Condition: { StringLike: { 'aws:PrincipalTag/team': 'blue-*' } } }],
    {
      grants: [],
      takes: ['s3:GetObject on arn:aws:s3:::b/* unless aws:PrincipalTag/team is blue-*'],
    },
  ],
  [
    'a resource of another account is decided by the same document',
    undefined,
    [{ ...READ, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:444455556666:q' }],
    { grants: ['sqs:SendMessage on arn:aws:sqs:eu-west-1:444455556666:q'], takes: [] },
  ],
];

test.each(INLINE)('%s', (_, before, after, effect) => {
  expect(effectOf(change('inline-policy', before, after))).toEqual(effect);
});

test('a trust policy without its condition lets in more', () => {
  expect(effectOf(change('trust-policy', [{ ...TRUST, Condition: FROM_HERE }], [TRUST]))).toEqual({
    grants: ['sts:AssumeRole to ecs-tasks.amazonaws.com unless aws:SourceAccount is 111122223333'],
    takes: [],
  });
});

test('another principal is let in, and one that no longer exists is nobody', () => {
  const both = {
    ...TRUST,
    Principal: {
      AWS: ['111122223333', 'AROAEXAMPLEEXAMPLE012'],
      Service: 'ecs-tasks.amazonaws.com',
    },
  };
  expect(effectOf(change('trust-policy', [TRUST], [both])).grants).toEqual([
    'sts:AssumeRole to 111122223333',
  ]);
});

test.each([
  ['a value that is no document', 'nonsense'],
  ['an operator that IAM does not have', [{ ...READ, Condition: { Equals: { a: 'b' } } }]],
])('%s is not explained', (_, after) => {
  expect(effectOf(change('inline-policy', [READ], after as Statements))).toEqual({
    grants: [],
    takes: [],
  });
});
