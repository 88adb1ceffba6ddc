import fc from 'fast-check';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
} from '../../lib/iam/placeholders.ts';
import {
  fillString,
  fillWith,
  placeholdersOf,
  segments,
  substitute,
  template,
} from '../../lib/iam/template-string.ts';

/** Text without '<': a lone one could complete a placeholder. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.replaceAll('<', '('));
const placeholder = fc.constantFrom(...PLACEHOLDER_NAMES);
const pieces = fc.array(
  fc.oneof(
    text,
    placeholder.map((name) => `<${name}>`),
  ),
  { maxLength: 8 },
);
const templateText = pieces.map((list) => template(list.join('')));
const values = fc
  .array(fc.tuple(placeholder, text))
  .map((entries): PlaceholderValues => Object.fromEntries(entries));

const SAME = { text: (one: string) => one, placeholder: (name: Placeholder) => `<${name}>` };

test('segments hold the whole string, in order', () => {
  fc.assert(
    fc.property(templateText, (value) => {
      expect(fillWith(value, SAME)).toBe(value);
    }),
  );
});

test('no two text segments stand side by side, and none is empty', () => {
  fc.assert(
    fc.property(templateText, (value) => {
      const found = segments(value);
      for (const [at, segment] of found.entries()) {
        if (segment.kind === 'placeholder') continue;
        expect(segment.text).not.toBe('');
        expect(found[at + 1]?.kind).not.toBe('text');
      }
    }),
  );
});

test('parts are listed once, in order of appearance', () => {
  fc.assert(
    fc.property(templateText, (value) => {
      const found = segments(value).flatMap((one) =>
        one.kind === 'placeholder' ? [one.placeholder] : [],
      );
      expect(placeholdersOf(value)).toEqual([...new Set(found)]);
    }),
  );
});

test('substituting fills what has a value and leaves the rest open', () => {
  fc.assert(
    fc.property(templateText, values, (value, given) => {
      const expected = fillWith(value, {
        ...SAME,
        placeholder: (name) => given[name] ?? `<${name}>`,
      });
      expect(substitute(value, given)).toBe(expected);
    }),
  );
});

test('a value is carried as it is, replacement patterns included', () => {
  expect(substitute(template('a<project>b'), { project: "$&$1$'$`" })).toBe("a$&$1$'$`b");
});

test('substituting nothing, or twice, changes nothing', () => {
  fc.assert(
    fc.property(templateText, values, (value, given) => {
      expect(substitute(value, {})).toBe(value);
      expect(substitute(substitute(value, given), given)).toBe(substitute(value, given));
    }),
  );
});

test('filling in steps gives what filling at once gives', () => {
  fc.assert(
    fc.property(templateText, values, (value, given) => {
      const all = { ...Object.fromEntries(PLACEHOLDER_NAMES.map((name) => [name, 'x'])), ...given };
      expect(fillString(substitute(value, given), all)).toBe(fillString(value, all));
    }),
  );
});

test('filling without a value is our own error', () => {
  expect(() => fillString(template('<cluster>'), {})).toThrow(
    "No value for <cluster> in '<cluster>'.",
  );
});
