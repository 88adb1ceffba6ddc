import type { ResourceStatement, Statement } from '../iam/model.ts';
import { code, prose, table } from './markdown.ts';
import { conditionWords, principalWords } from './trust-words.ts';

/** A policy's statements: what they allow, on what, and why. */
export function statementTable(statements: readonly Statement[]): string {
  return table(
    ['Statement', 'Actions', 'Resources', 'Why'],
    statements.map((statement) => [
      sidCell(statement.sid, statement.effect),
      stacked(statement.actions),
      resourceCell(statement),
      prose(statement.why),
    ]),
  );
}

/** A resource policy's statements: to whom they allow what, and why. */
export function resourceTable(statements: readonly ResourceStatement[]): string {
  return table(
    ['Statement', 'For', 'Actions', 'Resources', 'Why'],
    statements.map((statement) => [
      sidCell(statement.sid, statement.effect),
      statement.principals.map(principalWords).join('<br>'),
      stacked(statement.actions),
      resourceCell({ ...statement, resources: statement.resources ?? [] }),
      prose(statement.why),
    ]),
  );
}

function sidCell(sid: string, effect: Statement['effect']): string {
  return effect === 'Allow' ? code(sid) : `${code(sid)} (${effect})`;
}

function resourceCell({
  resources,
  conditions,
}: Pick<Statement, 'resources' | 'conditions'>): string {
  const list = stacked(resources);
  if (conditions === undefined) return list;
  return `${list}${list === '' ? '' : '<br>'}if ${conditionWords(conditions)}`;
}

function stacked(list: readonly string[]): string {
  return list.map(code).join('<br>');
}
