/**
 * Whether two policy documents have the same meaning, however they are spelled. The rules stand as
 * pairs in test/iam/same-document.json; the validation scripts decide the same in check.jq.
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

/** A document in canonical form; statements with the same meaning are one. */
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

/** True when two documents have the same meaning. Sids do not count. */
export function sameDocument(a: unknown, b: unknown): boolean {
  return sameText(a, b) || documentMeaning(a) === documentMeaning(b);
}

/** True when two documents of the same meaning also have the same Sids. */
export function sameSids(a: unknown, b: unknown): boolean {
  return sameText(a, b) || sidList(a) === sidList(b);
}

/** Most documents come back as they were sent: then no canonical form is needed. */
function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The meaning of a statement as one text: equal for statements with the same meaning. */
export function meaningOf({ effect, elements, conditions }: CanonicalStatement): string {
  return JSON.stringify([effect, sortedEntries(elements), sortedEntries(conditions)]);
}

function documentMeaning(document: unknown): string {
  const { version, statements } = canonicalDocument(document);
  return JSON.stringify([version, statements.map(meaningOf)]);
}

function sidList(document: unknown): string {
  const statements = listOf(recordOf(document).Statement).map(canonicalStatement);
  return JSON.stringify(sorted(statements.map((one) => JSON.stringify([meaningOf(one), one.sid]))));
}

/** Brings one statement, as parsed from JSON, into canonical form. */
export function canonicalStatement(statement: unknown): CanonicalStatement {
  const { Sid, Effect, Condition, ...rest } = recordOf(statement);
  const effect = textOf(Effect ?? '');
  const elements = Object.fromEntries(
    Object.entries(rest).map(([element, value]) => [element, elementValues(element, value)]),
  );
  // Only there: in a Deny, `{"AWS": "*"}` may leave out service principals, which `"*"` includes.
  const isEveryone = effect === 'Allow' && rest.Principal === '*';
  return {
    sid: typeof Sid === 'string' ? Sid : '',
    effect,
    elements: isEveryone ? { ...elements, Principal: ['AWS *'] } : elements,
    conditions: canonicalConditions(Condition),
  };
}

function elementValues(element: string, value: unknown): readonly string[] {
  if (element === 'Principal' || element === 'NotPrincipal') return principalValues(value);
  const values = listOf(value).map(textOf);
  return sorted(/^(Not)?Action$/.test(element) ? values.map(lowerCase) : values);
}

/** `Type value`, so that an account and a service of one name differ. */
function principalValues(principal: unknown): readonly string[] {
  if (typeof principal === 'string') return [principal];
  return sorted(
    Object.entries(recordOf(principal)).flatMap(([type, values]) =>
      listOf(values).map((value) => `${type} ${principalValue(type, textOf(value))}`),
    ),
  );
}

const ACCOUNT_ROOT = /^arn:[a-z0-9-]+:iam::(\d{12}):root$/;
/** Service principals as accounts in China hold them: with the DNS suffix, CodeDeploy with a Region. */
const SERVICE = /^(?:([a-z0-9-]+)|(codedeploy)\.cn-[a-z]+-\d)\.amazonaws\.com(?:\.cn)?$/;

function principalValue(type: string, value: string): string {
  if (type === 'AWS') return ACCOUNT_ROOT.exec(value)?.[1] ?? value;
  if (type !== 'Service') return value;
  const [, plain, regional] = SERVICE.exec(value) ?? [];
  const service = plain ?? regional;
  return service === undefined ? value : `${service}.amazonaws.com`;
}

function canonicalConditions(condition: unknown): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(recordOf(condition)).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys)).map(([key, values]): ConditionEntry => {
      const name = lowerCase(`${operator} ${key}`);
      const texts = listOf(values).map(textOf);
      return [name, sorted(/^\S*ignorecase/.test(name) ? texts.map(lowerCase) : texts)];
    }),
  );
  return Object.fromEntries(numberRepeated(entries));
}

type ConditionEntry = readonly [string, readonly string[]];

/** One key in two spellings with two lists of values: both must match, so both are kept. */
function numberRepeated(entries: readonly ConditionEntry[]): readonly ConditionEntry[] {
  const once = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
  const seen = new Map<string, number>();
  return sorted([...once.keys()]).flatMap((text) => {
    const [key, values] = once.get(text) ?? [];
    if (key === undefined || values === undefined) return [];
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return [[times === 1 ? key : `${key} #${times}`, values] as const];
  });
}

/** IAM keeps booleans and numbers as strings. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A to Z alone, as in jq's ascii_downcase. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
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
