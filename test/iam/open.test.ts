import fc from 'fast-check';
import { fillString, open, partsOf, segments, spell, substitute } from '../../lib/iam/open.ts';
import { OPEN_PARTS, type OpenPart, type PartValues } from '../../lib/iam/parts.ts';

/** Text without '<': a lone one could complete a part. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.replaceAll('<', '('));
const part = fc.constantFrom(...OPEN_PARTS);
const pieces = fc.array(
  fc.oneof(
    text,
    part.map((name) => `<${name}>`),
  ),
  { maxLength: 8 },
);
const openText = pieces.map((list) => open(list.join('')));
const values = fc
  .array(fc.tuple(part, text))
  .map((entries): PartValues => Object.fromEntries(entries));

const SAME = { text: (one: string) => one, part: (name: OpenPart) => `<${name}>` };

test('segments hold the whole string, in order', () => {
  fc.assert(
    fc.property(openText, (value) => {
      expect(spell(value, SAME)).toBe(value);
    }),
  );
});

test('no two text segments stand side by side, and none is empty', () => {
  fc.assert(
    fc.property(openText, (value) => {
      const found = segments(value);
      for (const [at, segment] of found.entries()) {
        if (segment.kind === 'part') continue;
        expect(segment.text).not.toBe('');
        expect(found[at + 1]?.kind).not.toBe('text');
      }
    }),
  );
});

test('parts are listed once, in order of appearance', () => {
  fc.assert(
    fc.property(openText, (value) => {
      const found = segments(value).flatMap((one) => (one.kind === 'part' ? [one.part] : []));
      expect(partsOf(value)).toEqual([...new Set(found)]);
    }),
  );
});

test('substituting fills what has a value and leaves the rest open', () => {
  fc.assert(
    fc.property(openText, values, (value, given) => {
      const expected = spell(value, { ...SAME, part: (name) => given[name] ?? `<${name}>` });
      expect(substitute(value, given)).toBe(expected);
    }),
  );
});

test('a value is carried as it is, replacement patterns included', () => {
  expect(substitute(open('a<project>b'), { project: "$&$1$'$`" })).toBe("a$&$1$'$`b");
});

test('substituting nothing, or twice, changes nothing', () => {
  fc.assert(
    fc.property(openText, values, (value, given) => {
      expect(substitute(value, {})).toBe(value);
      expect(substitute(substitute(value, given), given)).toBe(substitute(value, given));
    }),
  );
});

test('filling in steps gives what filling at once gives', () => {
  fc.assert(
    fc.property(openText, values, (value, given) => {
      const all = { ...Object.fromEntries(OPEN_PARTS.map((name) => [name, 'x'])), ...given };
      expect(fillString(substitute(value, given), all)).toBe(fillString(value, all));
    }),
  );
});

test('filling without a value is our own error', () => {
  expect(() => fillString(open('<cluster>'), {})).toThrow("No value for <cluster> in '<cluster>'.");
});
