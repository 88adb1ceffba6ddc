import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { sameDocument, sameSids } from '../../lib/iam/equality.ts';
import { describeWith } from '../support/tools.ts';

/** `renamed`: the same in meaning, with other Sids. */
type Verdict = 'same' | 'renamed' | 'different';

interface Pair {
  readonly a: unknown;
  readonly b: unknown;
}

interface Row extends Pair {
  readonly verdict: Verdict;
  readonly why: string;
}

const TABLE = fileURLToPath(new URL('same-document.json', import.meta.url));
const MODULES = fileURLToPath(new URL('../../templates/starter/scripts/lib', import.meta.url));
const ROWS: readonly Row[] = JSON.parse(readFileSync(TABLE, 'utf8')).pairs;
const NAMED = ROWS.map((row, index) => ({ ...row, index }));

/** A row holds a whole document, or what stands in its Statement. */
function documentOf(written: unknown): unknown {
  const isDocument =
    typeof written === 'object' &&
    written !== null &&
    ('Statement' in written || 'Version' in written);
  return isDocument ? written : { Version: '2012-10-17', Statement: written };
}

function inTypeScript(a: unknown, b: unknown): Verdict {
  if (!sameDocument(a, b)) return 'different';
  return sameSids(a, b) ? 'same' : 'renamed';
}

/** Asks the validation scripts' own jq module about all pairs at once. */
function inJq(pairs: readonly Pair[]): readonly Verdict[] {
  const program = `include "check"; map(. as $pair
    | if (.a | same($pair.b)) then "same" else "different" end)`;
  const { stdout, stderr } = spawnSync('jq', ['-L', MODULES, program], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

test('the table has rows of each verdict', () => {
  const count = (verdict: Verdict) => ROWS.filter((row) => row.verdict === verdict).length;
  expect(ROWS.length).toBeGreaterThanOrEqual(90);
  expect(Math.min(count('same'), count('different'))).toBeGreaterThanOrEqual(35);
  expect(count('renamed')).toBeGreaterThanOrEqual(4);
});

test('no reason and no pair stands twice in the table', () => {
  const seen = ROWS.flatMap(({ why, a, b }) => [why, JSON.stringify([a, b])]);
  expect(seen).toEqual([...new Set(seen)]);
});

test.each(NAMED)('TypeScript: $verdict, because $why', ({ a, b, verdict }) => {
  expect(inTypeScript(documentOf(a), documentOf(b))).toBe(verdict);
  expect(inTypeScript(documentOf(b), documentOf(a))).toBe(verdict);
});

const word = fc.stringMatching(/^[a-zA-Z]{1,4}$/);
const list = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.oneof(fc.constant('*'), fc.dictionary(fc.constantFrom('AWS', 'Service'), list)),
  Action: list,
  Resource: list,
  Condition: fc.dictionary(word, fc.dictionary(word, list, { minKeys: 1, maxKeys: 2 }), {
    maxKeys: 2,
  }),
});
const anyDocument = fc.record({
  Version: fc.constant('2012-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

/** The same document spelled otherwise: every list reversed, single values bare, keys reversed. */
function respell(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = [...value].reverse().map(respell);
    return items.length === 1 ? items[0] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, respell(item)]),
  );
}

/** One letter of the document's JSON in the other case: the same in some places, not in others. */
function otherCase(document: unknown, at: number): unknown {
  const places = [...JSON.stringify(document).matchAll(/"[a-zA-Z]{1,4}"/g)];
  const place = places[at % places.length];
  if (place === undefined) return document;
  const text = JSON.stringify(document);
  const letter = text.charAt(place.index + 1);
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return JSON.parse(text.slice(0, place.index + 1) + other + text.slice(place.index + 2));
}

test('any document equals itself spelled otherwise', () => {
  fc.assert(fc.property(anyDocument, (document) => sameDocument(document, respell(document))));
});

test('any document differs from itself with one action more', () => {
  fc.assert(
    fc.property(anyDocument, ({ Version, Statement: [first, ...rest] }) => {
      const more = { ...first, Action: [...(first?.Action ?? []), 'zz:more'] };
      return !sameDocument(
        { Version, Statement: [first, ...rest] },
        { Version, Statement: [more, ...rest] },
      );
    }),
  );
});

describeWith(['jq'], 'the validation scripts', () => {
  let verdicts: readonly Verdict[] = [];
  let reversed: readonly Verdict[] = [];

  beforeAll(() => {
    const pairs = ROWS.map(({ a, b }) => ({ a: documentOf(a), b: documentOf(b) }));
    verdicts = inJq(pairs);
    reversed = inJq(pairs.map(({ a, b }) => ({ a: b, b: a })));
  });

  // What is called otherwise means the same: the scripts say no more of it.
  test.each(NAMED)('jq: $verdict, because $why', ({ index, verdict }) => {
    const expected = verdict === 'renamed' ? 'same' : verdict;
    expect([verdicts[index], reversed[index]]).toEqual([expected, expected]);
  });

  test('say of random documents what TypeScript says', () => {
    const pairs = fc
      .sample(fc.tuple(anyDocument, fc.nat(), fc.boolean()), { numRuns: 300, seed: 9 })
      .map(([a, at, isSame]) => ({ a, b: isSame ? respell(a) : otherCase(a, at) }));
    const expected = pairs.map(({ a, b }) => inTypeScript(a, b));
    expect(new Set(expected)).toEqual(new Set(['same', 'different']));
    expect(inJq(pairs)).toEqual(expected);
  });
});
