import fc from 'fast-check';
import { UserError } from '../lib/errors.ts';
import { readJson } from '../lib/json-text.ts';

const read = (text: string) => readJson({ name: 'a.json', text });

function faultOf(text: string): UserError | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

test('whatever JSON.stringify writes is read', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text).value).toEqual(JSON.parse(text));
    }),
  );
});

test('a text is refused exactly when JSON.parse refuses it, or when a key stands there twice', () => {
  const pieces = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', '-', '.5', 'true', 'nul', ' ', '\n'],
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 8 }).map((some) => some.join('')),
      (text) => {
        const fault = faultOf(text);
        expect(fault === undefined || fault.name === 'KeyTwice').toBe(parses(text));
      },
    ),
    { numRuns: 3000 },
  );
});

test.each([
  ['{"a": 1,}', '1:9', 'BrokenJson'],
  ['{\n  "a": tru\n}', '2:8', 'BrokenJson'],
  ['["a" "b"]', '1:6', 'BrokenJson'],
  ['"a\nb"', '1:3', 'BrokenJson'],
  ['"a\\x"', '1:3', 'BrokenJson'],
  ['"a', '1:1', 'BrokenJson'],
  ['{} x', '1:4', 'BrokenJson'],
  ['{"a": {\n"b": 1, "b": 2}}', '2:9', 'KeyTwice'],
  ['['.repeat(300), '1:202', 'BrokenJson'],
])('the fault of %j is at %s', (text, place, code) => {
  expect(faultOf(text)).toMatchObject({
    name: code,
    message: expect.stringContaining(`:${place}:`),
  });
});

test.each([
  [['tags', 'team'], 3],
  [['tags', 'cost'], 2],
  [['grants', '1', 'preset'], 6],
  [['grants', '1'], 5],
  [[], 1],
])('the value of %j, or the one above it, stands in line %i', (path, line) => {
  const text = '{\n  "tags":\n    {"team": "a"},\n\n  "grants": [{}, {\n    "preset": "xray"}]\n}';
  expect(read(text).lineOf(path)).toBe(line);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
