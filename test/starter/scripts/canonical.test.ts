import fc from 'fast-check';
import { runAwk } from './awk.ts';

const canonical = (json: string) => runAwk(['json.awk', 'canonical.awk'], json);

test.each([
  ['white space', '{"a" : [ 1,2 ] }\n', '{"a":[1,2]}'],
  ['the order of members', '{"b":"1","a":"2"}', '{"a":"2","b":"1"}'],
  ['the order of a list', '["b","a"]', '["a","b"]'],
  ['an element twice', '["b","a","b"]', '["a","b"]'],
  ['a list of one and its element', '{"Action":["s3:GetObject"]}', '{"Action":"s3:GetObject"}'],
  ['the case of actions', '{"Action":"S3:getobject"}', '{"Action":"s3:GetObject"}'],
  ['booleans, numbers and their strings', '{"a":true,"b":12}', '{"a":"true","b":"12"}'],
  ['escapes', '"\\u0041\\/\\u00e9\\u0022\\u0024{x}"', '"A/é\\"${x}"'],
  ['deep nesting', '{"a":{"b":[{"c":["d"]}]}}', '{"a":{"b":{"c":"d"}}}'],
])('%s: no difference', (_, one, other) => {
  expect(canonical(one)).toBe(canonical(other));
});

test.each([
  ['the case of a resource', '{"Resource":"arn:aws:s3:::A"}', '{"Resource":"arn:aws:s3:::a"}'],
  ['an element more', '["a","b"]', '["a","b","c"]'],
  ['a member more', '{"a":"b"}', '{"a":"b","c":"d"}'],
  ['a blank in a string', '"a b"', '"a  b"'],
  ['a bracket in a string', '{"a":"}"}', '{"a":"{"}'],
  ['null and its string', 'null', '"null"'],
])('%s: a difference', (_, one, other) => {
  expect(canonical(one)).not.toBe(canonical(other));
});

test('nothing is the canonical form of nothing', () => {
  expect(canonical(' \n')).toBe('');
});

test.each(['{', '{"a"}', '{"a":}', '["a",]', '"a', '{"a":"b"', 'nope'])(
  '%s is refused',
  (broken) => {
    expect(() => canonical(broken)).toThrow('This is not JSON');
  },
);

test('the canonical form of any JSON is JSON of the same canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const once = canonical(JSON.stringify(value, null, indent));
      JSON.parse(once);
      expect(canonical(once)).toBe(once);
    }),
    { numRuns: 60 },
  );
});

test('strings are carried exactly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(JSON.parse(canonical(JSON.stringify(text)))).toBe(text);
    }),
    { numRuns: 60 },
  );
});
