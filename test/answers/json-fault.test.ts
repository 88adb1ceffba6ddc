import fc from 'fast-check';
import { findJsonFault } from '../../lib/answers/json-fault.ts';

test('whatever JSON.stringify writes has no fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      expect(findJsonFault(JSON.stringify(value, null, indent))).toBeUndefined();
    }),
  );
});

test('a text has a fault exactly when JSON.parse refuses it', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '\\',
    '1',
    '-',
    '.5',
    'true',
    'nul',
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 8 }).map((some) => some.join('')),
      (text) => {
        const twice = findJsonFault(text)?.what.endsWith('given twice') ?? false;
        expect(findJsonFault(text) === undefined || twice).toBe(parses(text));
      },
    ),
    { numRuns: 3000 },
  );
});

test.each([
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": tru\n}', 2, 8],
  ['["a" "b"]', 1, 6],
  ['"a\nb"', 1, 3],
  ['"a\\x"', 1, 3],
  ['{} x', 1, 4],
])('the fault of %j is at %i:%i', (text, line, column) => {
  expect(findJsonFault(text)).toMatchObject({ line, column });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
