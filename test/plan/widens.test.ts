import fc from 'fast-check';
import { coversPattern } from '../../lib/evaluate/wildcards.ts';
import { dropsDenial, widens } from '../../lib/plan/widens.ts';

function document(...statements: readonly object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

const READ = {
  Effect: 'Allow',
  Action: ['s3:GetObject'],
  Resource: ['arn:aws:s3:::a/*'],
  Condition: { StringEquals: { 'aws:SourceAccount': ['1', '2'] } },
};

test.each([
  ['the same', READ, false],
  ['one action more', { ...READ, Action: ['s3:GetObject', 's3:PutObject'] }, true],
  ['a wider resource', { ...READ, Resource: ['*'] }, true],
  ['a narrower resource', { ...READ, Resource: ['arn:aws:s3:::a/b/*'] }, false],
  ['no condition', { ...READ, Condition: {} }, true],
  [
    'fewer condition values',
    { ...READ, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } },
    false,
  ],
  [
    'more condition values',
    { ...READ, Condition: { StringEquals: { 'aws:SourceAccount': ['1', '2', '3'] } } },
    true,
  ],
  [
    'another condition besides',
    { ...READ, Condition: { ...READ.Condition, Bool: { 'aws:SecureTransport': 'true' } } },
    false,
  ],
  ['a denial besides', { Effect: 'Deny', Action: '*', Resource: '*' }, false],
])('%s', (_, after, wider) => {
  expect(widens(document(after), [document(READ)])).toBe(wider);
});

test('moving a statement to another document widens nothing', () => {
  expect(widens(document(READ), [document({ ...READ, Action: 's3:List*' }), document(READ)])).toBe(
    false,
  );
});

test('a new principal in a trust policy widens', () => {
  const trust = (AWS: string) =>
    document({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
  expect(widens(trust('*'), [trust('111122223333')])).toBe(true);
  expect(widens(trust('111122223333'), [trust('*')])).toBe(false);
});

test('a denial that goes, or denies less, widens', () => {
  const deny = { Effect: 'Deny', Action: ['s3:*'], Resource: ['*'] };
  expect(dropsDenial(document(), document(deny))).toBe(true);
  expect(dropsDenial(document({ ...deny, Action: ['s3:GetObject'] }), document(deny))).toBe(true);
  expect(dropsDenial(document(deny), document(deny))).toBe(false);
});

test('a denial for {"AWS": "*"} does not replace one for "*", but the other way round', () => {
  const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
  const everyone = document({ ...deny, Principal: '*' });
  const users = document({ ...deny, Principal: { AWS: '*' } });
  expect(dropsDenial(users, everyone)).toBe(true);
  expect(dropsDenial(everyone, users)).toBe(false);
});

test('a version whose policy variables come to life widens', () => {
  const own = { ...READ, Resource: ['arn:aws:s3:::a/${aws:username}'] };
  expect(widens(document(own), [{ ...document(own), Version: '2008-10-17' }])).toBe(true);
});

test('a pattern covers what it matches, and no text that it does not', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[ab*?]{0,5}$/),
      fc.stringMatching(/^[ab]{0,5}$/),
      (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        return coversPattern(pattern, text) === expression.test(text);
      },
    ),
  );
});
