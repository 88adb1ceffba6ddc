/**
 * When two policy documents mean the same, whatever their spelling: order, one value or a list of
 * one, case of actions, operators and condition keys, an account's ID or its root ARN, `Id`, Sids.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** One statement in canonical form: lists sorted, each value once. */
export interface CanonicalStatement {
  /** '' when it has none. */
  readonly sid: string;
  readonly effect: string;
  /** Action, NotAction, Resource, NotResource, Principal, NotPrincipal → values. */
  readonly elements: Readonly<Record<string, readonly string[]>>;
  /** `operator key` in lower case → values. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
}

/** A document in canonical form; statements that say the same are one. */
export interface CanonicalDocument {
  readonly version: string;
  readonly statements: readonly CanonicalStatement[];
}

/** The version of a document that names none. */
const DEFAULT_VERSION = '2008-10-17';

/** Brings a document, as parsed from JSON, into canonical form. */
export function canonicalDocument(document: unknown): CanonicalDocument {
  const { Version, Statement } = recordOf(document);
  const statements = listOf(Statement).map(canonicalStatement);
  const once = new Map(statements.map((statement) => [meaningOf(statement), statement]));
  return {
    version: typeof Version === 'string' ? Version : DEFAULT_VERSION,
    statements: [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement),
  };
}

/** True when two documents mean the same. Sids do not count. */
export function sameDocument(a: unknown, b: unknown): boolean {
  return sameText(a, b) || documentMeaning(a) === documentMeaning(b);
}

/** True when two documents that mean the same also call their statements the same. */
export function sameSids(a: unknown, b: unknown): boolean {
  return sameText(a, b) || sidList(a) === sidList(b);
}

/** Most documents come back as they were sent: then there is nothing to bring into a form. */
function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a statement says, as one text: equal for statements that mean the same. */
export function meaningOf({ effect, elements, conditions }: CanonicalStatement): string {
  return JSON.stringify([effect, sortedEntries(elements), sortedEntries(conditions)]);
}

function documentMeaning(document: unknown): string {
  const { version, statements } = canonicalDocument(document);
  return JSON.stringify([version, statements.map(meaningOf)]);
}

function sidList(document: unknown): string {
  const { statements } = canonicalDocument(document);
  return JSON.stringify(statements.map(({ sid }) => sid));
}

/** Brings one statement, as parsed from JSON, into canonical form. */
export function canonicalStatement(statement: unknown): CanonicalStatement {
  const { Sid, Effect, Condition, ...rest } = recordOf(statement);
  const effect = String(Effect ?? '');
  return {
    sid: typeof Sid === 'string' ? Sid : '',
    effect,
    elements: Object.fromEntries(
      Object.entries(rest).map(([element, value]) => [element, elementValues(element, value)]),
    ),
    conditions: canonicalConditions(Condition),
  };
}

function elementValues(element: string, value: unknown): readonly string[] {
  if (element === 'Principal' || element === 'NotPrincipal') return principalValues(value);
  const values = listOf(value).map(String);
  return sorted(/Action$/.test(element) ? values.map((one) => one.toLowerCase()) : values);
}

/** `Type value`, so that an account and a service of one name differ. */
function principalValues(principal: unknown): readonly string[] {
  // Everyone: `"*"` and `{"AWS": "*"}` have one effect in an Allow.
  if (principal === '*') return ['AWS *'];
  return sorted(
    Object.entries(recordOf(principal)).flatMap(([type, values]) =>
      listOf(values).map((value) => `${type} ${principalValue(type, String(value))}`),
    ),
  );
}

const ACCOUNT_ROOT = /^arn:[a-z0-9-]+:iam::(\d{12}):root$/;
/** Spellings of a service principal that accounts in China still hold. */
const CHINESE_SERVICE = /^(?:([a-z0-9-]+)|(codedeploy)\.cn-[a-z]+-\d)\.amazonaws\.com(?:\.cn)?$/;

function principalValue(type: string, value: string): string {
  if (type === 'AWS') return ACCOUNT_ROOT.exec(value)?.[1] ?? value;
  if (type !== 'Service') return value;
  const [, plain, regional] = CHINESE_SERVICE.exec(value) ?? [];
  const service = plain ?? regional;
  return service === undefined ? value : `${service}.amazonaws.com`;
}

function canonicalConditions(condition: unknown): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(recordOf(condition)).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys)).map(
      ([key, values]) =>
        [`${operator} ${key}`.toLowerCase(), sorted(listOf(values).map(String))] as const,
    ),
  );
  return Object.fromEntries(mergeSpellings(entries));
}

/** The same key in two spellings holds twice: both must match, so both are kept apart. */
function mergeSpellings(
  entries: readonly (readonly [string, readonly string[]])[],
): readonly (readonly [string, readonly string[]])[] {
  const seen = new Map<string, number>();
  return entries
    .toSorted(([a, x], [b, y]) => compare(a + JSON.stringify(x), b + JSON.stringify(y)))
    .map(([key, values]) => {
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return [times === 1 ? key : `${key} #${times}`, values] as const;
    });
}

/** A value that may be a list, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A JSON object's members; nothing for any other value. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => compare(a, b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
