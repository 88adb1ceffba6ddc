import type { JsonDocument } from '../iam/document.ts';
import { canonicalStatement, listOf, meaningOf, recordOf } from '../iam/equality.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';
import { sharedSids } from '../iam/shared-sids.ts';
import { fillString } from '../iam/template-string.ts';
import { derivedFromNames } from '../names.ts';
import type { Plan, Statements } from './change.ts';

/** Every Sid that a statement of this environment can have in a shared policy of this kind. */
export function environmentSids(
  kind: ResourcePolicyKind,
  { project, environment }: Pick<Plan, 'project' | 'environment'>,
): ReadonlySet<string> {
  const values = derivedFromNames(project, environment);
  return new Set(sharedSids(kind).map((sid) => fillString(sid, values)));
}

/** The statements of a shared policy that have one of these Sids or are among the wanted ones. */
export function ourStatements(
  document: JsonDocument | undefined,
  sids: ReadonlySet<string>,
  wanted: Statements,
): Statements {
  return statementsOf(document).filter((one) => sids.has(sidOf(one)) || isAmong(one, wanted));
}

/** The statements of a document, which may be a single one. */
export function statementsOf(document: JsonDocument | undefined): Statements {
  return listOf(recordOf(document).Statement);
}

/** True when a list holds a statement with this Sid; without one, a statement of this meaning. */
export function isAmong(statement: unknown, list: Statements): boolean {
  const sid = sidOf(statement);
  return list.some((one) =>
    sid === '' ? meaning(one) === meaning(statement) : sidOf(one) === sid,
  );
}

/** True when two lists have the same Sids and meanings in whatever order. */
export function sameStatements(a: Statements, b: Statements): boolean {
  return JSON.stringify(a.map(meaning).sort()) === JSON.stringify(b.map(meaning).sort());
}

/** The Sids of some statements, each once. */
export function sidsOf(statements: Statements): readonly string[] {
  return [...new Set(statements.map(sidOf))].filter((sid) => sid !== '');
}

/** The Sid of a statement, or ''. */
export function sidOf(statement: unknown): string {
  return canonicalStatement(statement).sid;
}

function meaning(statement: unknown): string {
  const canonical = canonicalStatement(statement);
  return [canonical.sid, meaningOf(canonical)].join(' ');
}
