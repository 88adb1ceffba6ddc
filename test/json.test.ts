import fc from 'fast-check';
import { printDense, printJson, printMembers, printRows } from '../lib/json.ts';

const json = fc.jsonValue({ maxDepth: 6 });
const document = fc
  .array(fc.record({ Sid: fc.string(), Action: fc.array(fc.string()) }))
  .map((rows) => ({ Version: '2012-10-17', Statement: rows }));
const value = fc.dictionary(fc.string(), fc.oneof(json, document), { maxKeys: 6 });

test.each([printJson, printRows, printDense])('%p prints what is read back as it was', (print) => {
  fc.assert(
    fc.property(value, (one) => {
      expect(JSON.parse(print(one))).toEqual(JSON.parse(JSON.stringify(one)));
    }),
    { numRuns: 500 },
  );
});

test('a line of members is a member of a member', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (members) => {
      const text = printMembers(members);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(members)));
      const count = Object.values(members).flatMap((one) => Object.keys(one)).length;
      expect(text.match(/^ {4}"/gm) ?? []).toHaveLength(count);
    }),
    { numRuns: 500 },
  );
});

test('what fits stands on one line, rows on one each, and nothing else is longer than 100', () => {
  const short = { name: 'a', list: ['b', 'c'], empty: {}, none: [] };
  const long = Array.from({ length: 12 }, (_, at) => `something-${at}`);
  expect(printRows({ short, long, rows: [short, { long }] })).toBe(
    [
      '{',
      '  "short": { "name": "a", "list": ["b", "c"], "empty": {}, "none": [] },',
      '  "long": [',
      `${long.map((one) => `    "${one}"`).join(',\n')}`,
      '  ],',
      '  "rows": [',
      '    { "name": "a", "list": ["b", "c"], "empty": {}, "none": [] },',
      `    { "long": [${long.map((one) => `"${one}"`).join(', ')}] }`,
      '  ]',
      '}',
      '',
    ].join('\n'),
  );
});

test('a member without a value is left out', () => {
  expect(printRows({ a: { b: undefined, c: 1 } })).toBe('{\n  "a": { "c": 1 }\n}\n');
});
