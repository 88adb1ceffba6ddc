import type { Change } from '../plan/change.ts';
import type { StatementDiff } from '../plan/statement-diff.ts';
import { type DescribedChange, describeChange } from './describe.ts';
import { effectOf } from './effect.ts';
import type { AccountReport } from './findings.ts';
import type { Style } from './style.ts';

/** What is printed, and how. */
export interface Printing {
  readonly command: AccountReport['command'];
  readonly style: Style;
}

/** Changes under their owners: what each does, the values that differ, what that grants and takes. */
export function changesText(
  changes: readonly Change[],
  { command, style }: Printing,
): readonly string[] {
  const described = changes.map((change) => ({
    ...describeChange(change),
    effect: effectLines(change, command),
  }));
  const owners = [...new Set(described.map(({ owner }) => owner))];
  return owners.flatMap((owner) => [
    style.bold(owner),
    ...described.filter((one) => one.owner === owner).flatMap((one) => changeLines(one, style)),
    '',
  ]);
}

/** A change, and what it grants and takes. */
interface ExplainedChange extends DescribedChange {
  readonly effect: readonly string[];
}

const SIGN = { create: '+', attach: '+', update: '~', delete: '-', detach: '-' } as const;

function changeLines(change: ExplainedChange, style: Style): readonly string[] {
  const { action, title, widens, undo } = change;
  const paint = { '+': style.added, '~': style.changed, '-': style.removed }[SIGN[action]];
  const marks = [
    ...(widens ? [style.changed('widens')] : []),
    ...(undo ? [style.faint(`rollback: ${undo}`)] : []),
  ];
  const head = `  ${paint(`${SIGN[action]} ${action}`)} ${title}${marks.length > 0 ? `  [${marks.join(', ')}]` : ''}`;
  if (action === 'delete' || action === 'detach') return [head, ...change.effect];
  return [head, ...valueLines(change, style), ...statementLines(change, style), ...change.effect];
}

/** What a change of a policy comes to; a new policy shows its statements. */
function effectLines(change: Change, command: AccountReport['command']): readonly string[] {
  if (change.before === undefined) return [];
  const { grants, takes } = effectOf(change);
  const parts = [
    ...(grants.length === 0 ? [] : [`grants ${shortened(grants)}`]),
    ...(takes.length === 0 ? [] : [`takes ${shortened(takes)}`]),
  ];
  if (parts.length === 0) return [];
  // A check changes nothing itself.
  const subject = command === 'validate' ? 'apply ' : '';
  return [`      ${subject}${parts.join('; ')}`];
}

/** One line is read, ten are not. */
const MOST_RIGHTS = 4;

function shortened(rights: readonly string[]): string {
  const more = rights.length - MOST_RIGHTS;
  const shown = rights.slice(0, MOST_RIGHTS).join('; ');
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

function valueLines({ values }: DescribedChange, style: Style): readonly string[] {
  return values.map(({ name, before, after }) => {
    if (before === undefined) return `      ${name}: ${style.added(after ?? '')}`;
    return `      ${name}: ${style.removed(before)} → ${after === undefined ? 'none' : style.added(after)}`;
  });
}

/** A new document in short; of a changed one every value that was added or removed. */
function statementLines({ action, statements }: DescribedChange, style: Style): readonly string[] {
  if (action === 'create') return statements.map((one) => `      ${shortStatement(one)}`);
  return statements.flatMap(({ statement, kind, elements }) => [
    `      ${kind === 'changed' ? 'in' : kind} statement ${statement}:`,
    ...elements.flatMap(({ element, added, removed }) => [
      ...removed.map((value) => `        ${style.removed(`- ${element} ${value}`)}`),
      ...added.map((value) => `        ${style.added(`+ ${element} ${value}`)}`),
    ]),
  ]);
}

function shortStatement({ statement, elements }: StatementDiff): string {
  const of = (name: string) => elements.find(({ element }) => element === name)?.added ?? [];
  const who = of('Principal');
  const what = who.length > 0 ? who.join(', ') : of('Action').join(', ');
  const resources = of('Resource');
  const on = resources.length > 0 ? ` on ${resources.join(', ')}` : '';
  const when = elements
    .filter(({ element }) => element.startsWith('condition '))
    .map(({ element, added }) => `${element.replace('condition ', '')} ${added.join(' or ')}`);
  return `${statement}: ${what}${on}${when.length > 0 ? `, when ${when.join(' and ')}` : ''}`;
}
