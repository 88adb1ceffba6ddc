import type { DefinedRole } from '../iam/definition.ts';
import { listOf, recordOf } from '../iam/equality.ts';
import type { Source } from './source.ts';

/** The roles that the files of one environment define. */
export interface ReadRoles {
  readonly roles: readonly DefinedRole[];
  readonly places: readonly StatementPlace[];
}

/** Where a statement of a role's policy stands. */
export interface StatementPlace {
  /** The role's name. */
  readonly role: string;
  /** The policy's name; absent for the trust policy. */
  readonly policy?: string;
  /** Its place among the document's statements, from 0. */
  readonly statement: number;
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** The places of a document's statements, by the lines that its source has kept. */
export function statementPlaces(
  document: object,
  { source, ...owner }: Pick<StatementPlace, 'role' | 'policy'> & { readonly source: Source },
): readonly StatementPlace[] {
  return listOf(recordOf(document).Statement).flatMap((written, statement) => {
    const line = source.lines.get(recordOf(written));
    return line === undefined ? [] : [{ ...owner, statement, path: source.path, line }];
  });
}
