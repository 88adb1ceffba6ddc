import { coversPattern } from '../evaluate/wildcards.ts';
import { type CanonicalStatement, canonicalDocument, listOf, recordOf } from '../iam/equality.ts';

/**
 * True when a document grants something that the documents held so far do not. Errs on the side of
 * "yes": a grant counts as held only where one statement covers it whole.
 */
export function widens(after: unknown, held: readonly unknown[]): boolean {
  if (held.length === 0) return listOf(recordOf(after).Statement).some(grants);
  const wanted = canonicalDocument(after);
  const before = held.map(canonicalDocument);
  const statements = before.flatMap((document) => document.statements);
  const allows = statements.filter(isAllow);
  const otherVersion = before.some(({ version }) => version !== wanted.version);
  if (otherVersion && JSON.stringify(after).includes('${')) return true;
  return wanted.statements.filter(isAllow).some((statement) => !isCovered(statement, allows));
}

function grants(statement: unknown): boolean {
  return recordOf(statement).Effect === 'Allow';
}

/** True when a denial of the old document is missing, or smaller, in the new one. */
export function dropsDenial(after: unknown, before: unknown): boolean {
  const denials = canonicalDocument(after).statements.filter((one) => !isAllow(one));
  return canonicalDocument(before)
    .statements.filter((one) => !isAllow(one))
    .some((statement) => !isCovered(statement, denials));
}

function isAllow({ effect }: CanonicalStatement): boolean {
  return effect === 'Allow';
}

/** Every action on every resource for every principal is covered by some statement. */
function isCovered(statement: CanonicalStatement, covers: readonly CanonicalStatement[]): boolean {
  return single(statement).every((grant) => covers.some((cover) => coversGrant(cover, grant)));
}

/** One statement as many: one action, one resource, one principal each. */
function single(statement: CanonicalStatement): readonly CanonicalStatement[] {
  let grants: readonly CanonicalStatement[] = [statement];
  for (const element of ['Action', 'Resource', 'Principal']) {
    const values = statement.elements[element];
    if (values === undefined) continue;
    grants = grants.flatMap((grant) =>
      values.map((value) => ({ ...grant, elements: { ...grant.elements, [element]: [value] } })),
    );
  }
  return grants;
}

function coversGrant(cover: CanonicalStatement, grant: CanonicalStatement): boolean {
  return (
    sameKeys(cover.elements, grant.elements) &&
    Object.entries(grant.elements).every(([element, values]) =>
      coversValues(element, cover.elements[element] ?? [], values),
    ) &&
    coversConditions(cover.conditions, grant.conditions)
  );
}

function sameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

function coversValues(
  element: string,
  cover: readonly string[],
  values: readonly string[],
): boolean {
  if (element.startsWith('Not')) return JSON.stringify(cover) === JSON.stringify(values);
  if (element === 'Principal' && cover.includes('*')) return true;
  if (element === 'Principal' && cover.includes('AWS *')) return !values.includes('*');
  const matches = element === 'Principal' ? isSame : coversPattern;
  return values.every((value) => cover.some((one) => matches(one, value)));
}

/** Operators where any of the values may match, so that more values let more through. */
const EITHER =
  /^(forallvalues:|foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)(ifexists)? /;
const WITH_WILDCARDS = /^(for\w+:)?(stringlike|arn(like|equals))/;

/** A condition of the cover must stand in the grant too, as narrow or narrower. */
function coversConditions(
  cover: CanonicalStatement['conditions'],
  grant: CanonicalStatement['conditions'],
): boolean {
  return Object.entries(cover).every(([key, values]) => {
    const narrower = grant[key];
    if (narrower === undefined) return false;
    if (!EITHER.test(key)) return JSON.stringify(values) === JSON.stringify(narrower);
    const matches = WITH_WILDCARDS.test(key) ? coversPattern : isSame;
    return narrower.every((value) => values.some((one) => matches(one, value)));
  });
}

function isSame(a: string, b: string): boolean {
  return a === b;
}
