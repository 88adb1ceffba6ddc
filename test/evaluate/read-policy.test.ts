import { faultsOf, UserError } from '../../lib/errors.ts';
import { readPolicy } from '../../lib/evaluate/read-policy.ts';
import type { PolicyKind } from '../../lib/evaluate/read-statement.ts';

/** Every fault as `code | message | hint`. */
function faults(value: unknown, kind: PolicyKind = 'identity'): readonly string[] {
  try {
    readPolicy(value, { name: 'policy.json', kind });
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return faultsOf(error).map(({ name, message, hint }) => `${name} | ${message} | ${hint}`);
  }
}

const GOOD = { Sid: 'One', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUST = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

/** A document with one statement, made from a good one. */
function one(change: object, kind?: PolicyKind): readonly string[] {
  return faults({ Version: '2012-10-17', Statement: [{ ...GOOD, ...change }] }, kind);
}

test('documents that IAM takes are taken', () => {
  const version = { Version: '2012-10-17' };
  expect([
    faults({ ...version, Statement: GOOD }),
    faults({ Statement: [GOOD] }),
    faults({
      Version: '2008-10-17',
      Id: 'x',
      Statement: [
        { ...GOOD, Sid: '' },
        { ...GOOD, Sid: '' },
      ],
    }),
    faults(
      { ...version, Statement: [{ Effect: 'Deny', NotAction: ['*'], NotResource: ['*'] }] },
      'scp',
    ),
    faults({ ...version, Statement: [TRUST] }, 'trust'),
    faults(
      {
        ...version,
        Statement: [
          { ...TRUST, Sid: 'a b' },
          { ...TRUST, Sid: 'a b' },
        ],
      },
      'resource',
    ),
    faults({ ...version, Statement: [{ ...GOOD, Principal: '*' }] }, 'rcp'),
    faults(
      {
        ...version,
        Statement: [
          {
            ...GOOD,
            Resource: 'execute-api:/*',
            Principal: { AWS: ['111122223333', 'AROAEXAMPLEEXAMPLEEXA'] },
          },
        ],
      },
      'resource',
    ),
    one({
      Condition: {
        'ForAllValues:StringLike': { 'aws:TagKeys': ['a', 'b*'] },
        NumericLessThanIfExists: { 's3:max-keys': 10 },
        Null: { 'aws:x': false },
        Bool: { 'aws:y': '${aws:z}' },
        StringEquals: { 'token.actions.githubusercontent.com:sub': 'x' },
      },
    }),
  ]).toEqual(Array.from({ length: 9 }, () => []));
});

test.each([
  ['a list', [], 'This is no policy document.'],
  ['a text', 'policy', 'This is no policy document.'],
  ['nothing', null, 'This is no policy document.'],
])('%s is no document', (_, value, message) => {
  expect(faults(value)).toEqual([
    `InvalidPolicy | policy.json: ${message} | It must be an object with Version and Statement.`,
  ]);
});

test('an element that a document does not have is named with the one that is meant', () => {
  expect(faults({ version: '2012-10-17', Statement: [GOOD] })).toEqual([
    "InvalidPolicy | policy.json: 'version' is no element of a document. | Did you mean 'Version'?",
  ]);
});

test('a version that does not exist is refused', () => {
  expect(faults({ Version: '2012-10-18', Statement: [GOOD] })).toEqual([
    `InvalidPolicy | policy.json: The Version is "2012-10-18". | Write '2012-10-17'.`,
  ]);
});

test.each([{}, { Statement: [] }])('a document without a statement is refused: %j', (document) => {
  expect(faults(document)).toEqual([
    "InvalidPolicy | policy.json: The document has no statement. | Put a list of statements into 'Statement'.",
  ]);
});

test('a fault is placed by the number and the Sid of its statement', () => {
  expect(
    faults({
      Statement: [
        GOOD,
        { ...GOOD, Sid: 'Two', Effect: 'allow' },
        { ...GOOD, Sid: '', Effect: 'deny' },
        7,
      ],
    }),
  ).toEqual([
    `InvalidPolicy | policy.json, statement 2 'Two': The Effect is "allow". | Write 'Allow' or 'Deny'.`,
    `InvalidPolicy | policy.json, statement 3: The Effect is "deny". | Write 'Allow' or 'Deny'.`,
    'InvalidPolicy | policy.json, statement 4: This is no statement. | It must be an object with Effect and Action.',
  ]);
});

test('two statements of one Sid are refused in IAM’s own policies', () => {
  expect(faults({ Statement: [GOOD, GOOD, GOOD] })).toEqual([
    "InvalidPolicy | policy.json: Two statements have the Sid 'One'. | Give each statement a Sid of its own.",
  ]);
});

type StatementRow = readonly [string, object, string, string, PolicyKind?];

const STATEMENTS: readonly StatementRow[] = [
  [
    'an unknown element',
    { Actions: 's3:*' },
    "'Actions' is no element of a statement.",
    "Did you mean 'Action'?",
  ],
  [
    'an effect that is missing',
    { Effect: undefined },
    'The Effect is missing.',
    "Write 'Allow' or 'Deny'.",
  ],
  [
    'a Sid with a hyphen',
    { Sid: 'a-b' },
    'The Sid is "a-b".',
    'It may have letters and digits alone.',
  ],
  [
    'no action',
    { Action: undefined },
    'It has no Action.',
    'An identity policy needs it in every statement.',
  ],
  [
    'no resource',
    { Resource: undefined },
    'It has no Resource.',
    'A permissions boundary needs it in every statement.',
    'boundary',
  ],
  [
    'both kinds of action',
    { NotAction: '*' },
    'It has both Action and NotAction.',
    'Keep one of them.',
  ],
  ['a principal', { Principal: '*' }, 'It has Principal.', 'An identity policy takes none.'],
  [
    'no principal',
    {},
    'It has no Principal.',
    'A resource policy needs it in every statement.',
    'resource',
  ],
  [
    'a resource in a trust policy',
    { Principal: '*' },
    'It has Resource.',
    'A trust policy takes none.',
    'trust',
  ],
  [
    'NotPrincipal in a trust policy',
    { Resource: undefined, NotPrincipal: '*' },
    'It has NotPrincipal.',
    'A trust policy takes none.',
    'trust',
  ],
  [
    'an action that is none',
    { Action: ['s3:Get*', 'GetObject'] },
    "'GetObject' is no action.",
    'Write the service, a colon and the name, as in s3:GetObject.',
  ],
  [
    'an action that is a number',
    { Action: 7 },
    'The Action is 7.',
    'Write a text or a list of texts.',
  ],
  [
    'a resource that is none',
    { Resource: 'bucket/*' },
    "'bucket/*' is no ARN.",
    "A resource is an ARN or '*'.",
  ],
  [
    'a principal that is a text',
    { Principal: '111122223333' },
    'The Principal is "111122223333".',
    "Write '*', or an object with AWS, Service, Federated or CanonicalUser.",
    'resource',
  ],
  [
    'an unknown type of principal',
    { Principal: { Services: 'x' } },
    "'Services' is no type of principal.",
    "Did you mean 'Service'?",
    'resource',
  ],
  [
    'a wildcard in a principal',
    { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
    "The principal 'arn:aws:iam::111122223333:role/*' has a wildcard.",
    'Name the account, and limit aws:PrincipalArn with a condition.',
    'resource',
  ],
  [
    'a principal that is no ARN',
    { Principal: { AWS: '1111-2222-3333' } },
    "'1111-2222-3333' is no principal.",
    'Write an ARN or an account ID of twelve digits.',
    'resource',
  ],
  [
    'a condition that is a list',
    { Condition: [] },
    'The Condition is [].',
    'Write an object of operators, keys and values.',
  ],
  [
    'an operator that is a text',
    { Condition: { StringEquals: 'x' } },
    'The condition StringEquals is "x".',
    'Write an object of keys and values.',
  ],
  [
    'a key without a service',
    { Condition: { StringEquals: { SourceArn: 'x' } } },
    "'SourceArn' is no condition key.",
    'Write the service, a colon and the name, as in aws:SourceArn.',
  ],
  [
    'a number that is none',
    { Condition: { NumericLessThan: { 's3:max-keys': 'ten' } } },
    'The value of s3:max-keys is "ten".',
    'NumericLessThan takes a number.',
  ],
  [
    'a date that is none',
    { Condition: { DateLessThan: { 'aws:CurrentTime': ['2026-01-01', '1 May'] } } },
    'The value of aws:CurrentTime is "1 May".',
    'DateLessThan takes a date such as 2026-01-31T12:00:00Z, or epoch seconds.',
  ],
  [
    'a range that is none',
    { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } } },
    'The value of aws:SourceIp is "10.0.0.0/33".',
    'IpAddress takes an address or a range such as 203.0.113.0/24.',
  ],
  [
    'a boolean that is none',
    { Condition: { Bool: { 'aws:SecureTransport': 'yes' } } },
    'The value of aws:SecureTransport is "yes".',
    'Bool takes true or false.',
  ],
  [
    'an ARN that is none',
    { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*' } } },
    'The value of aws:SourceArn is "arn:aws:sns:*".',
    'ArnLike takes an ARN.',
  ],
  [
    'an object as value',
    { Condition: { StringEquals: { 'aws:x': {} } } },
    'The value of aws:x is {}.',
    'StringEquals takes a text.',
  ],
];

test.each(
  STATEMENTS.map(([what, change, message, hint, kind]) => ({ what, change, message, hint, kind })),
)('$what is refused', ({ change, message, hint, kind }) => {
  const sid = 'Sid' in change ? String(change.Sid) : 'One';
  expect(one(change, kind)).toEqual([
    `InvalidPolicy | policy.json, statement 1 '${sid}': ${message} | ${hint}`,
  ]);
});

test.each([
  ['StringEqual', "'StringEqual' is no condition operator of IAM.", "Did you mean 'StringEquals'?"],
  [
    'stringequals',
    "'stringequals' is no condition operator of IAM.",
    "Did you mean 'StringEquals'?",
  ],
  [
    'StringEqualsIfExist',
    "'StringEqualsIfExist' is no condition operator of IAM.",
    "Did you mean 'StringEqualsIfExists'?",
  ],
  ['NullIfExists', 'Null takes no IfExists.', "Write 'Null' alone."],
  [
    'ForEachValue:StringEquals',
    "'ForEachValue' is no set operator of IAM.",
    "Did you mean 'ForAnyValue'?",
  ],
  [
    'ForAnyValue:StrongEquals',
    "'ForAnyValue:StrongEquals' is no condition operator of IAM.",
    "Did you mean 'ForAnyValue:StringEquals'?",
  ],
  [
    'Before',
    "'Before' is no condition operator of IAM.",
    'The IAM User Guide lists them under "IAM JSON policy elements: Condition operators".',
  ],
  [
    'toString',
    "'toString' is no condition operator of IAM.",
    'The IAM User Guide lists them under "IAM JSON policy elements: Condition operators".',
  ],
])('the operator %s is refused', (operator, message, hint) => {
  expect(one({ Condition: { [operator]: { 'aws:x': 'y' } } })).toEqual([
    `UnknownOperator | policy.json, statement 1 'One': ${message} | ${hint}`,
  ]);
});
