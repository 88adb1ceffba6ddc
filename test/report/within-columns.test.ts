import fc from 'fast-check';
import { styleOf } from '../../lib/report/style.ts';
import { withinColumns } from '../../lib/report/within-columns.ts';

test.each([
  ['a line that fits stays as it is', '  a  b\n', '  a  b\n', 10],
  ['a longer one goes on further in', '  aaa bbb ccc', '  aaa bbb\n      ccc', 10],
  [
    'a word that is too long stays whole',
    '  a bbbbbbbbbbbb c',
    '  a\n      bbbbbbbbbbbb\n      c',
    8,
  ],
  ['without a terminal nothing changes', 'a b c d e f', 'a b c d e f', undefined],
] as const)('%s', (_, text, wrapped, columns) => {
  expect(withinColumns(text, columns)).toBe(wrapped);
});

test('colours take no column', () => {
  const { added } = styleOf(true);
  expect(withinColumns(`  ${added('aaa')} bbb`, 9)).toBe(`  ${added('aaa')} bbb`);
});

test('no word is lost, and no line is too long where its words allow', () => {
  const words = fc.array(fc.stringMatching(/^[a-z:]{1,12}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 60 }), (list, columns) => {
      const wrapped = withinColumns(`    ${list.join(' ')}`, columns);
      expect(wrapped.trim().split(/\s+/)).toEqual(list);
      for (const line of wrapped.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }),
  );
});
