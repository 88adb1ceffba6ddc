import fc from 'fast-check';
import { placeholderSpec } from '../lib/iam/placeholders.ts';
import { environmentSid, spellDerived, stackName } from '../lib/names.ts';

const FIRST = [...'ABCXYZabcforxyz0123456789'];
const name = fc
  .tuple(
    fc.constantFrom(...FIRST),
    fc.array(fc.constantFrom(...FIRST, '-', '_'), { maxLength: 18 }),
  )
  .map(([first, rest]) => [first, ...rest].join(''));

test('every project has a legal repository name', () => {
  fc.assert(
    fc.property(name, (project) => {
      expect(spellDerived('repository', project)).toMatch(placeholderSpec('repository').pattern);
    }),
    { numRuns: 2000 },
  );
});

test('every project and environment has a legal artifact bucket', () => {
  fc.assert(
    fc.property(name, name, (project, environment) => {
      const prefix = spellDerived('artifactBucketPrefix', `${project}-${environment}-artifacts`);
      expect(prefix).toMatch(placeholderSpec('artifactBucketPrefix').pattern);
      expect(`${prefix}-111122223333`).toMatch(placeholderSpec('artifactBucket').pattern);
    }),
    { numRuns: 2000 },
  );
});

test.each(['xn--shop', 'XN__shop', 'sthree-shop', 'sthree', 'amzn-s3-demo-shop', 'xn-'])(
  'the bucket of a project called %s does not begin like one of AWS',
  (project) => {
    const prefix = spellDerived('artifactBucketPrefix', `${project}-dev-artifacts`);
    expect(`${prefix}-111122223333`).toMatch(placeholderSpec('artifactBucket').pattern);
  },
);

test.each([
  ['shop', 'shop'],
  ['My_Shop', 'my_shop'],
  ['shop--web', 'shop-web'],
  ['shop_-_web', 'shop_web'],
  ['shop-', 'shop'],
  ['a', 'a-app'],
])('the repository of %s is %s', (project, repository) => {
  expect(spellDerived('repository', project)).toBe(repository);
});

test('a value of a part without a rule is spelled as it is', () => {
  expect(spellDerived('cluster', 'My_Shop')).toBe('My_Shop');
});

test('every project and environment has a legal stack name', () => {
  fc.assert(
    fc.property(name, name, (project, environment) => {
      expect(stackName(project, environment)).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
    }),
  );
});

test.each([
  ['shop', 'prod', 'ShopForProd'],
  ['my-shop', 'eu-west', 'MyShopForEuWest'],
  ['my_shop', 'prod', 'MyXushopForProd'],
  ['Shop', 'prod', 'XcShopForProd'],
  ['a-form', 'x', 'AXformForXx'],
  ['a--b', '1', 'AXdBFor1'],
])('the Sid of %s in %s ends in %s', (project, environment, expected) => {
  expect(environmentSid(project, environment)).toBe(expected);
});

/** Reads a Sid word back: what can be read back is different for different names. */
function readSid(sid: string): readonly [string, string] {
  const at = /(?<=[A-Za-z0-9])For(?=[A-Z0-9])/.exec(sid)?.index ?? -1;
  return [readWord(sid.slice(0, at)), readWord(sid.slice(at + 'For'.length))];
}

function readWord(word: string): string {
  const read = word.replace(/X([duxf]|c([A-Z]))|[A-Z]/g, (all, mark, capital) => {
    if (capital !== undefined) return capital;
    if (mark === 'd') return '-';
    if (mark === 'u') return '_';
    return `|${(mark ?? all).toLowerCase()}`;
  });
  return read.replace(/^\|/, '').replaceAll('|', '-');
}

test('different projects and environments have different Sids: each can be read back', () => {
  fc.assert(
    fc.property(name, name, (project, environment) => {
      const sid = environmentSid(project, environment);
      expect(sid).toMatch(placeholderSpec('environmentSid').pattern);
      expect(readSid(sid)).toEqual([project, environment]);
    }),
    { numRuns: 3000 },
  );
});
