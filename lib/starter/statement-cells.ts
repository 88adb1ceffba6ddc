import type { Statement } from '../iam/model.ts';
import { code, conditionWords } from './markdown.ts';

/** The Sid of a statement, with its effect where it denies. */
export function sidCell({ sid, effect }: Pick<Statement, 'sid' | 'effect'>): string {
  return effect === 'Allow' ? code(sid) : `${code(sid)} (${effect})`;
}

/** Resources, one a line, and the conditions in words. */
export function resourceCell(
  resources: readonly string[],
  conditions: Statement['conditions'],
): string {
  const list = stacked(resources);
  if (conditions === undefined) return list;
  return `${list}${list === '' ? '' : '<br>'}if ${conditionWords(conditions)}`;
}

/** Code, one a line of the cell. */
export function stacked(list: readonly string[]): string {
  return list.map(code).join('<br>');
}
