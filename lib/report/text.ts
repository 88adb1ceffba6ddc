import type { Change, Plan } from '../plan/change.ts';
import type { StatementDiff } from '../plan/statement-diff.ts';
import { type DescribedChange, describeChange, summarise } from './describe.ts';
import { effectOf } from './effect.ts';
import type { AccountReport, EnvironmentReport } from './findings.ts';

/** A report for people to read. */
export function textReport(report: AccountReport, style: Style): string {
  return report.environments.map((one) => environmentText(report, one, style)).join('\n');
}

function environmentText(
  { project, command }: AccountReport,
  report: EnvironmentReport,
  style: Style,
): string {
  if (report.status === 'not-checked') {
    return `${style.bold(`${project} ${report.environment}`)}: not checked: ${report.reason}\n`;
  }
  const { plan } = report;
  const head = style.bold(`${project} ${report.environment}, account ${plan.account}`);
  const lines = [head, '', ...planLines(plan, { command, style })];
  if (report.status === 'applied') return `${lines.join('\n')}${doneText(report)}\n`;
  return `${lines.join('\n')}${summaryText(plan, command)}\n`;
}

interface Printing {
  readonly command: AccountReport['command'];
  readonly style: Style;
}

/** A change, and what it grants and takes. */
interface ExplainedChange extends DescribedChange {
  readonly effect: readonly string[];
}

/** The changes of a plan, grouped by role, then everything else that it found. */
function planLines(plan: Plan, { command, style }: Printing): readonly string[] {
  const described = plan.changes.map((change) => ({
    ...describeChange(change),
    effect: effectLines(change, command),
  }));
  const owners = [...new Set(described.map(({ owner }) => owner))];
  const changes = owners.flatMap((owner) => [
    style.bold(owner),
    ...described.filter((one) => one.owner === owner).flatMap((one) => changeLines(one, style)),
    '',
  ]);
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [style.bold(title), ...items.map((item) => `  ${item}`), ''];
  return [
    ...changes,
    ...list(
      'Found, not ours, left alone',
      plan.foreign.map(({ owner, kind, item }) => `${owner}: ${kind.replace('-', ' ')} ${item}`),
    ),
    ...list(
      'Not done by apply',
      plan.blocked.map(({ message, hint }) => `${message}\n    ${hint}`),
    ),
    ...list(
      'Worth knowing',
      plan.notes.map(({ message, owner }) =>
        message.includes(owner) ? message : `${owner}: ${message}`,
      ),
    ),
  ];
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

function summaryText(plan: Plan, command: AccountReport['command']): string {
  const { create, update, delete: gone, widens } = summarise(plan);
  const findings = plan.foreign.length + plan.blocked.length;
  if (plan.changes.length === 0 && findings === 0) {
    return command === 'destroy' ? 'Nothing to delete.' : 'No changes: the account is as defined.';
  }
  const counts = `${create} to create, ${update} to update, ${gone} to delete`;
  return `${counts}; ${widens} widen what is granted.`;
}

function doneText({ plan, done }: Extract<EnvironmentReport, { status: 'applied' }>): string {
  if (plan.changes.length === 0) return 'Nothing to do.';
  return `${done} of ${plan.changes.length} changes made and read back.`;
}

/** Colours text for a terminal, or returns it as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** The style of a terminal with or without colours. */
export function styleOf(isColoured: boolean): Style {
  const paint = (code: number) => (text: string) =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: paint(1),
    added: paint(32),
    removed: paint(31),
    changed: paint(33),
    faint: paint(2),
  };
}
