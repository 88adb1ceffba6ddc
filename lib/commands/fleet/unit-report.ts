import { count, faultLines, moreRows } from '../../fleet/report.ts';
import { describeChange, summarise, summariseChanges } from '../../report/describe.ts';
import { findingsOf } from '../../report/findings.ts';
import { driftOf, type JunitCase, printJunit } from '../../report/junit.ts';
import type { UnitOutcome, UnitState } from './outcome.ts';

/** What a run over the accounts of a fleet found or did. */
export interface UnitReport {
  readonly command: 'plan' | 'apply' | 'validate' | 'destroy';
  readonly outcomes: readonly UnitOutcome[];
}

/** Rows of a table that a reader still reads. */
const MOST_ROWS = 60;

const WORDS: Readonly<Record<UnitState, string>> = {
  'as-defined': 'as defined',
  differs: 'to change',
  changed: 'changed',
  interrupted: 'interrupted',
  'not-begun': 'not begun',
  failed: 'failed',
};

/** A table of what differs or was changed, the faults, and one line with the sum. */
export function unitText({ outcomes }: UnitReport): string {
  const told = outcomes.filter(
    ({ state }) => !['as-defined', 'not-begun', 'failed'].includes(state),
  );
  const shown = told.slice(0, MOST_ROWS);
  const rows = [
    ['SERVICE', 'ENVIRONMENT', 'ACCOUNT', 'RESULT'],
    ...shown.map((one) => [one.service, one.environment, one.account || '-', resultOf(one)]),
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const table = shown.length === 0 ? [] : [...lines, ...moreRows(told.length - MOST_ROWS), ''];
  const faults = faultLines(
    outcomes.map(({ service, environment, faults: own }) => ({
      who: environment === '' ? service : `${service} (${environment})`,
      faults: own,
    })),
  );
  return `${[...table, ...faults, ...(faults.length === 0 ? [] : ['']), sumOf(outcomes)].join('\n')}\n`;
}

function resultOf({ state, plan, done }: UnitOutcome): string {
  if (plan === undefined) return WORDS[state];
  if (state === 'changed') return count(done, 'change');
  if (state === 'interrupted') return `interrupted after ${done} of ${plan.changes.length} changes`;
  const { create, update, delete: gone, widens } = summariseChanges(plan.changes);
  const counts = [
    ...[`${create} to create`, `${update} to update`, `${gone} to delete`],
    ...(widens === 0 ? [] : [`${widens} widen`]),
  ].filter((text) => !text.startsWith('0 '));
  const findings = findingsOf(plan).length - plan.changes.length;
  return [...counts, ...(findings > 0 ? [count(findings, 'finding')] : [])].join(', ');
}

function sumOf(outcomes: readonly UnitOutcome[]): string {
  const services = new Set(outcomes.map(({ service }) => service)).size;
  const accounts = new Set(outcomes.flatMap(({ account }) => account || [])).size;
  const rows = outcomes.filter(({ environment }) => environment !== '');
  const counts = Object.entries(WORDS).flatMap(([state, word]) => {
    const found = rows.filter((one) => one.state === state).length;
    return found === 0 ? [] : [`${found.toLocaleString('en')} ${word}`];
  });
  const where = accounts === 0 ? '' : ` in ${count(accounts, 'account')}`;
  const environments = counts.length === 0 ? '' : `: ${counts.join(', ')}`;
  // A repo that cannot be read is one row, whatever environments it has.
  const broken = outcomes.length - rows.length;
  const unread = broken === 0 ? '' : `; ${count(broken, 'service')} cannot be read`;
  return `${count(services, 'service')}${where}, ${count(rows.length, 'environment')}${environments}${unread}.`;
}

/** The same as one JSON document. */
export function unitJson({ command, outcomes }: UnitReport): string {
  const environments = outcomes.map(({ plan, ...one }) => ({
    ...one,
    ...(plan && {
      roles: plan.roles,
      summary: summarise(plan),
      changes: plan.changes.map((change) => ({
        ...describeChange(change),
        before: change.before ?? null,
        after: change.after ?? null,
      })),
      findings: findingsOf(plan),
    }),
  }));
  return `${JSON.stringify({ version: 1, command, environments }, null, 2)}\n`;
}

/** The same as JUnit XML: one suite, one case an environment of a service. */
export function unitJunit({ command, outcomes }: UnitReport): string {
  const name = `fleet ${command}`;
  return printJunit(name, [{ name, cases: outcomes.map(caseOf), isTimed: true }]);
}

const BROKEN: readonly UnitState[] = ['failed', 'interrupted', 'not-begun'];

function caseOf({ service, environment, state, plan, faults }: UnitOutcome): JunitCase {
  const one = { name: environment === '' ? 'repo' : environment, group: service };
  if (BROKEN.includes(state)) {
    const message = faults.map((fault) => fault.message).join('\n') || WORDS[state];
    return { ...one, problems: [{ kind: 'error', message }] };
  }
  if (state !== 'differs' || plan === undefined) return { ...one, problems: [] };
  return { ...one, problems: [driftOf(findingsOf(plan).map(({ message }) => message))] };
}
