import { readFileSync } from 'node:fs';
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
  const elements = Object.entries({ ...GOOD, ...change }).filter(([, value]) => value !== null);
  return faults({ Version: '2012-10-17', Statement: [Object.fromEntries(elements)] }, kind);
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

interface FaultRow {
  readonly what: string;
  readonly change: object;
  readonly kind?: PolicyKind;
  readonly message: string;
  readonly hint: string;
}

const FAULTS: readonly FaultRow[] = JSON.parse(
  readFileSync(new URL('statement-faults.json', import.meta.url), 'utf8'),
).rows;

test.each(FAULTS)('$what is refused', ({ change, message, hint, kind }) => {
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
