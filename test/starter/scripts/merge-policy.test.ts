import { runAwk } from './awk.ts';

const OURS = policy({ Sid: 'Ours', Effect: 'Allow', Action: 'ecr:BatchGetImage' });

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function merge(there: string, ours: string, drop = ''): string {
  return runAwk(['json.awk', 'merge-policy.awk'], there, { drop, env: { OURS: ours } });
}

const sids = (text: string) =>
  JSON.parse(text).Statement.map((one: { Sid?: string }) => one.Sid ?? '-');

test('our statements become the policy where there is none', () => {
  expect(JSON.parse(merge('\n', OURS))).toEqual(JSON.parse(OURS));
});

test('the statements of others stay byte for byte, before ours', () => {
  const theirs = '{ "Sid" : "Theirs",\n "Action":["a:b" , "a:c"],"Resource":"x\\u002fy\\/z" }';
  const merged = merge(`{"Version":"2008-10-17","Id":"x","Statement":[${theirs}]}`, OURS);
  expect(merged).toContain(theirs);
  expect(merged).toContain('"Version":"2008-10-17","Id":"x"');
  expect(sids(merged)).toEqual(['Theirs', 'Ours']);
});

test('our statement of before is replaced, wherever it stands', () => {
  const there = policy({ Sid: 'A' }, { Action: 'x', Sid: 'Ours' }, { Sid: 'B' });
  const merged = merge(there, OURS);
  expect(sids(merged)).toEqual(['A', 'B', 'Ours']);
  expect(JSON.parse(merged).Statement[2].Effect).toBe('Allow');
});

test('a statement that we no longer make goes with its Sid', () => {
  expect(sids(merge(policy({ Sid: 'Old' }, { Sid: 'Theirs' }), OURS, 'Old Older'))).toEqual([
    'Theirs',
    'Ours',
  ]);
});

test('withdrawing leaves the others', () => {
  const there = policy({ Sid: 'Ours' }, { Effect: 'Deny' }, { Sid: 'Theirs' });
  expect(sids(merge(there, '', 'Ours'))).toEqual(['-', 'Theirs']);
});

test('withdrawing the last statement leaves nothing', () => {
  expect(merge(policy({ Sid: 'Ours' }), '', 'Ours')).toBe('');
});

test('withdrawing from a policy that is not there leaves nothing', () => {
  expect(merge('', '', 'Ours')).toBe('');
});

test('a single statement need not be in a list', () => {
  expect(sids(merge('{"Statement":{"Sid":"Theirs"}}', OURS))).toEqual(['Theirs', 'Ours']);
  expect(merge('{"Statement":{"Sid":"Ours"}}', '', 'Ours')).toBe('');
});

test('an empty list of statements takes ours', () => {
  expect(sids(merge('{"Version":"2012-10-17","Statement":[]}', OURS))).toEqual(['Ours']);
});

test.each([
  ['brackets and quotes in strings', { Sid: 'T', Resource: '}],"Sid":"Ours"{[\\' }],
  ['a Sid that is only a nested key', { Sid: 'T', Condition: { X: { Sid: 'Ours' } } }],
  ['a Sid that is only a value', { Sid: 'T', Action: ['Sid', 'Ours'] }],
  ['Latin letters beyond ASCII', { Sid: 'T', Resource: 'é ü ÿ' }],
  ['line breaks and tabs', { Sid: 'T', Resource: 'a\nb\tc' }],
])('a statement with %s is taken as a whole', (_, statement) => {
  const merged = JSON.parse(merge(policy(statement, { Sid: 'Ours' }), OURS));
  expect(merged.Statement[0]).toEqual(statement);
  expect(merged.Statement).toHaveLength(2);
});

test('a Sid is read through its escapes', () => {
  expect(merge('{"Statement":[{"\\u0053id":"\\u004furs"}]}', '', 'Ours')).toBe('');
});

test('a Sid is compared with its case', () => {
  expect(sids(merge(policy({ Sid: 'ours' }), '', 'Ours'))).toEqual(['ours']);
});

test('a policy that is not JSON is refused', () => {
  expect(() => merge('{"Statement":[{"Sid":"A"', OURS)).toThrow('This is not JSON');
});

test('merging twice is merging once', () => {
  const there = policy({ Sid: 'A', Resource: ['x', 'y'] });
  const once = merge(there, OURS, 'Old');
  expect(merge(once, OURS, 'Old')).toBe(once);
});
