import type { Change, Plan } from '../plan/change.ts';
import { changesText, type Printing } from './change-text.ts';
import { summariseChanges } from './describe.ts';
import { type AccountReport, type EnvironmentReport, findingsOf } from './findings.ts';
import { type SharedChanges, withoutShared } from './shared-changes.ts';
import type { Style } from './style.ts';
import { withinColumns } from './within-columns.ts';

/** What only a report for people says: the account by its name, and the command that mends. */
export interface TextLabels {
  /** `practice account 000000000000`, or `account 111122223333 (its alias)`. */
  readonly account?: string | undefined;
  /** The command that applies one environment, or with 'all' every one. */
  readonly apply?: ((environment: string) => string) | undefined;
  /** Of the terminal that shows it; absent where none does. */
  readonly columns?: number | undefined;
}

/** A report for people to read: the summary first, then every change, then what to do. */
export function textReport(
  { environments, ...head }: AccountReport,
  style: Style,
  labels: TextLabels = {},
): string {
  const { own, shared } = withoutShared(environments);
  const printing = { command: head.command, style };
  const [only, ...others] = own;
  const details = own.flatMap((report) => {
    const lines = detailLines(report, printing);
    const title = style.bold(`Environment ${report.environment}`);
    return lines.length === 0 || others.length === 0 ? lines : [title, '', ...lines];
  });
  const lines =
    only !== undefined && others.length === 0
      ? [summaryOfOne(head, only, { printing, account: labels.account })]
      : [
          style.bold(`${head.project}${labels.account === undefined ? '' : `, ${labels.account}`}`),
          ...summaryOfSeveral(own, shared, printing),
        ];
  const next = nextLine(environments, head.command, labels);
  const text = [
    ...lines,
    '',
    ...shared.flatMap((one) => [
      style.bold(`Shared by ${namesOf(one)}`),
      '',
      ...changesText(one.changes, printing),
    ]),
    ...details,
    ...(next === undefined ? [] : [next]),
  ].join('\n');
  return withinColumns(text, labels.columns).replace(/\n*$/, '\n');
}

function summaryOfOne(
  { project }: Pick<AccountReport, 'project'>,
  report: EnvironmentReport,
  { printing, account }: Pick<TextLabels, 'account'> & { readonly printing: Printing },
): string {
  const place =
    account ?? (report.status === 'not-checked' ? undefined : `account ${report.plan.account}`);
  const head = `${project} ${report.environment}${place === undefined ? '' : `, ${place}`}`;
  return `${printing.style.bold(head)}: ${summaryText(report, printing.command)}`;
}

function summaryOfSeveral(
  own: readonly EnvironmentReport[],
  shared: readonly SharedChanges[],
  { command }: Printing,
): readonly string[] {
  const rows = [
    ...own.map((report) => {
      const isIn = shared.some(({ environments }) => environments.includes(report.environment));
      return [report.environment, summaryText(report, command, isIn)] as const;
    }),
    ...shared.map((one) => [namesOf(one), `shared: ${countsText(one.changes)}`] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

function namesOf({ environments }: SharedChanges): string {
  const last = environments.at(-1) ?? '';
  return environments.length < 2 ? last : `${environments.slice(0, -1).join(', ')} and ${last}`;
}

/** What one environment comes to; `isShared` where changes of it are counted as shared. */
function summaryText(
  report: EnvironmentReport,
  command: AccountReport['command'],
  isShared = false,
): string {
  if (report.status === 'not-checked') return `not checked: ${report.reason}`;
  const { plan } = report;
  if (report.status === 'applied') {
    const { length } = plan.changes;
    return length === 0
      ? 'Nothing to do.'
      : `${report.done} of ${length} changes made and read back.`;
  }
  if (plan.changes.length > 0) return countsText(plan.changes);
  if (isShared) return 'no changes of its own.';
  if (command === 'destroy') return 'Nothing to delete.';
  const findings = findingsOf(plan).length;
  if (findings === 0) return 'No changes: the account is as defined.';
  return `No changes, but ${findings === 1 ? 'one finding' : `${findings} findings`}.`;
}

function countsText(changes: readonly Change[]): string {
  const { create, update, delete: gone, widens } = summariseChanges(changes);
  return `${create} to create, ${update} to update, ${gone} to delete; ${widens} widen what is granted.`;
}

/** Every change of one environment, then everything else that was found. */
function detailLines(report: EnvironmentReport, printing: Printing): readonly string[] {
  if (report.status === 'not-checked') return [];
  return [...changesText(report.plan.changes, printing), ...foundLines(report.plan, printing)];
}

function foundLines(plan: Plan, { command, style }: Printing): readonly string[] {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [style.bold(title), ...items.map((item) => `  ${item}`), ''];
  return [
    ...list(
      'Found, not ours, left alone',
      plan.foreign.map(({ owner, kind, item }) => `${owner}: ${kind.replace('-', ' ')} ${item}`),
    ),
    ...list(
      `Not done by ${command === 'destroy' ? 'destroy' : 'apply'}`,
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

/** The verdict, with the command that mends; none where nothing differs or something was done. */
function nextLine(
  environments: readonly EnvironmentReport[],
  command: AccountReport['command'],
  { apply, columns = Number.POSITIVE_INFINITY }: TextLabels,
): string | undefined {
  if (apply === undefined || (command !== 'plan' && command !== 'validate')) return undefined;
  const checked = environments.filter((report) => report.status === 'checked');
  const differing = checked.filter(({ plan }) => plan.changes.length > 0);
  const [first, ...others] = differing;
  const isBlocked = checked.some(({ plan }) => plan.blocked.length > 0);
  if (isBlocked)
    return "apply changes nothing until what stands under 'Not done by apply' is settled.";
  const isForeign = checked.some(({ plan }) => findingsOf(plan).length > 0);
  if (first === undefined) {
    return isForeign && command === 'validate'
      ? 'The account is not as the files define it, and apply leaves what is not ours alone.'
      : undefined;
  }
  const line = apply(others.length === 0 ? first.environment : 'all');
  const verdict =
    command === 'validate'
      ? 'The account is not as the files define it. To change it:'
      : 'To make these changes:';
  // A command stays on one line, to be copied.
  const whole = `${verdict} ${line}`;
  return whole.length > columns ? `${verdict}\n  ${line}` : whole;
}
