import fc from 'fast-check';
import { template } from '../../../lib/iam/template-string.ts';
import { lineComment } from '../../../lib/targets/cdk/code.ts';
import { propertyName, stringLiteral, templateLiteral } from '../../../lib/targets/cdk/literals.ts';

/** Pieces that end a literal, open a hole in a template, or escape what follows. */
const TRAPS = [
  ...["'", '"', '`', '\\', '$', '{', '}', '${', '${x}', '$$', '\\u0041', '\\n', '</script>'],
  ...[
    '//',
    '/*',
    '*/',
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u2028',
    'é',
    'ÿ',
  ],
];
const awkward = fc
  .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ maxLength: 4 })), { maxLength: 6 })
  .map((pieces) => pieces.join('').replaceAll('<', ''));

function evaluate(expression: string, names: readonly string[] = [], values: string[] = []) {
  return new Function(...names, `'use strict';\nreturn (${expression});`)(...values);
}

test('text comes back from its literal exactly', () => {
  fc.assert(fc.property(awkward, (text) => expect(evaluate(stringLiteral(text))).toBe(text)));
});

test('text and parts come back from an open literal exactly', () => {
  const piece = fc.oneof(awkward, fc.constantFrom('<project>', '<cluster>'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const written = templateLiteral(template(pieces.join('')), (placeholder) => placeholder);
      const value = evaluate(written, ['project', 'cluster'], ['`p', '${c}']);
      const filled = pieces
        .join('')
        .replaceAll('<project>', '`p')
        .replaceAll('<cluster>', () => '${c}');
      expect(value).toBe(filled);
    }),
  );
});

test('a property has the name it was given', () => {
  fc.assert(
    fc.property(fc.oneof(awkward, fc.constant('__proto__')), (name) => {
      expect(Object.keys(evaluate(`{ ${propertyName(name)}: 1 }`))).toEqual([name]);
    }),
  );
});

test('nothing gets out of a comment', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      expect(evaluate(`[\n${lineComment(text, 2)}\n1]`)).toEqual([1]);
    }),
  );
});
