import fc from 'fast-check';
import { fillString, template } from '../../../lib/iam/template-string.ts';
import { printJsonWithVariables } from '../../../lib/json.ts';
import { shellLiteral } from '../../../lib/shell.ts';
import { VALUES } from '../../support/values.ts';
import { runAwk } from './awk.ts';

const ENV = { ACCOUNT: VALUES.account, REGION: VALUES.region, ROLE_PATH: VALUES.rolePath };

function fill(document: object): unknown {
  return JSON.parse(runAwk(['fill.awk'], printJsonWithVariables(document), { env: ENV }));
}

/** Everything a policy may hold, and what looks like a place, a placeholder, an escape, a command. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['<account>', '<region>', '${ACCOUNT}', '${aws:username}', '${*}', '${$}', '${'],
        ...['$', '}', '\\', '\\u0024', '"', "'", '`id`', '$(id)', '$ACCOUNT', '&', '\\&', '%s'],
      ),
      fc.string({
        unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
      }),
    ),
  )
  .map((pieces) => pieces.join(''));

test('a filled document holds the parts’ values and every other character as it was', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const known = text.replace(/<(?!account>|region>)/g, '');
      const filled = fillString(template(known), {
        account: VALUES.account,
        region: VALUES.region,
      });
      expect(fill({ Resource: known, List: [known] })).toEqual({
        Resource: filled,
        List: [filled],
      });
    }),
    { numRuns: 150 },
  );
});

test('the file itself is plain ASCII, so that no locale changes it', () => {
  expect(printJsonWithVariables({ a: 'é<account>\u00ff' })).toMatch(/^[\n -~]*$/);
});

test('a place without a value is refused by name', () => {
  expect(() => fill({ a: 'x<cluster>' })).toThrow('CLUSTER has no value in this environment.');
});

test('a value is escaped for JSON', () => {
  const env = { CLUSTER: 'a"b\\c&' };
  const filled = runAwk(['fill.awk'], printJsonWithVariables({ a: '<cluster>' }), { env });
  expect(JSON.parse(filled)).toEqual({ a: 'a"b\\c&' });
});

test('a shell literal has no way out', () => {
  expect(shellLiteral("it's $(id)")).toBe("'it'\\''s $(id)'");
});
