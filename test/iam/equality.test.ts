import fc from 'fast-check';
import { sameDocument, sameSids } from '../../lib/iam/equality.ts';

const BASE = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'One',
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/a'] },
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: ['arn:aws:s3:::bucket/*'],
      Condition: { Bool: { 'aws:SecureTransport': ['true'] } },
    },
    { Sid: 'Two', Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' },
  ],
};

type Document = typeof BASE;

function changed(edit: (document: Record<string, never>) => void): unknown {
  const copy = JSON.parse(JSON.stringify(BASE));
  edit(copy);
  return copy;
}

/** Any value, so that a test can write what no type allows. */
// biome-ignore lint/suspicious/noExplicitAny: documents of any form are the point here.
type Loose = any;

const EQUAL: readonly (readonly [string, (document: Loose) => void])[] = [
  ['order of statements', (d) => d.Statement.reverse()],
  ['order of actions', (d) => d.Statement[0].Action.reverse()],
  ['case of actions', (d) => (d.Statement[0].Action = ['S3:getobject', 's3:PUTOBJECT'])],
  ['a value for a list of one', (d) => (d.Statement[0].Resource = 'arn:aws:s3:::bucket/*')],
  [
    'case of operators and keys',
    (d) => (d.Statement[0].Condition = { bool: { 'AWS:securetransport': 'true' } }),
  ],
  ['a boolean for its text', (d) => (d.Statement[0].Condition.Bool['aws:SecureTransport'] = true)],
  ['an account ID for its root', (d) => (d.Statement[0].Principal.AWS[0] = '111122223333')],
  ['duplicates', (d) => d.Statement.push(d.Statement[0])],
  ['duplicate values', (d) => d.Statement[0].Action.push('s3:GetObject')],
  ['an Id', (d) => (d.Id = 'x')],
  ['other Sids', (d) => (d.Statement[0].Sid = 'Other')],
  ['no Sid', (d) => delete d.Statement[0].Sid],
  ['an empty condition', (d) => (d.Statement[1].Condition = {})],
];

test.each(EQUAL)('documents are equal whatever the %s', (_, edit) => {
  expect(sameDocument(BASE, changed(edit))).toBe(true);
});

const DIFFERENT: readonly (readonly [string, (document: Loose) => void])[] = [
  ['version', (d) => (d.Version = '2008-10-17')],
  ['missing version', (d) => delete d.Version],
  ['effect', (d) => (d.Statement[0].Effect = 'Deny')],
  ['an action more', (d) => d.Statement[0].Action.push('s3:ListBucket')],
  ['an action less', (d) => d.Statement[0].Action.pop()],
  [
    'NotAction',
    (d) => {
      d.Statement[0].NotAction = d.Statement[0].Action;
      delete d.Statement[0].Action;
    },
  ],
  ['case of a resource', (d) => (d.Statement[0].Resource = ['arn:aws:s3:::Bucket/*'])],
  [
    'case of a condition value',
    (d) => (d.Statement[0].Condition.Bool['aws:SecureTransport'] = ['True']),
  ],
  [
    'a condition more',
    (d) => (d.Statement[0].Condition.StringEquals = { 'aws:SourceAccount': '1' }),
  ],
  ['no condition', (d) => delete d.Statement[0].Condition],
  ['another principal type', (d) => (d.Statement[0].Principal = { Service: 'ec2.amazonaws.com' })],
  ['a dead principal', (d) => (d.Statement[0].Principal.AWS[1] = 'AROAABCDEFGHIJKLMNOPQ')],
  [
    'a denial for everyone by NotPrincipal',
    (d) => {
      d.Statement[1].NotPrincipal = d.Statement[1].Principal;
      delete d.Statement[1].Principal;
    },
  ],
  ['a statement less', (d) => d.Statement.pop()],
];

test.each(DIFFERENT)('documents differ in %s', (_, edit) => {
  expect(sameDocument(BASE, changed(edit))).toBe(false);
});

test('a wildcard principal is the same as a text and as an AWS principal', () => {
  const one = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 'a:b' },
  };
  const other = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ['*'] }, Action: ['a:b'] }],
  };
  expect(sameDocument(one, other)).toBe(true);
});

test.each([
  ['ec2.amazonaws.com.cn', 'ec2.amazonaws.com', true],
  ['codedeploy.cn-north-1.amazonaws.com.cn', 'codedeploy.amazonaws.com', true],
  ['codedeploy.us-east-1.amazonaws.com', 'codedeploy.amazonaws.com', false],
  ['logs.cn-north-1.amazonaws.com.cn', 'logs.amazonaws.com', false],
])('service principal %s against %s', (a, b, equal) => {
  const trust = (Service: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
  expect(sameDocument(trust(a), trust(b))).toBe(equal);
});

test('a changed Sid alone is told', () => {
  const renamed = changed((d: Loose) => {
    d.Statement[0].Sid = 'Other';
  });
  expect(sameSids(BASE, renamed)).toBe(false);
  expect(
    sameSids(
      BASE,
      changed((d: Loose) => d.Statement.reverse()),
    ),
  ).toBe(true);
});

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const list = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: list,
  Resource: list,
  Condition: fc.dictionary(word, fc.dictionary(word, list, { minKeys: 1, maxKeys: 2 }), {
    maxKeys: 2,
  }),
});
const anyDocument = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

/** The same document spelled otherwise: every list reversed, single values bare, keys reversed. */
function respell(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = [...value].reverse().map(respell);
    return items.length === 1 ? items[0] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, respell(item)]),
  );
}

test('any document equals itself spelled otherwise', () => {
  fc.assert(fc.property(anyDocument, (document) => sameDocument(document, respell(document))));
});

test('any document differs from itself with one action more', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const [first, ...rest] = (document as unknown as Document).Statement;
      const more = { ...first, Action: [...(first?.Action ?? []), 'zz:more'] };
      return !sameDocument(document, { ...document, Statement: [more, ...rest] });
    }),
  );
});
