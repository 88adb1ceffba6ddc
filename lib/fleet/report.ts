import { printJunit } from '../report/junit.ts';
import { fleetEffectsText } from './fleet-effects.ts';
import type { Fault, ServiceOutcome } from './outcome.ts';

/** What a run over a fleet did, as the reports show it. */
export interface FleetReport {
  readonly command: string;
  readonly outcomes: readonly ServiceOutcome[];
  /** Services that an interruption left out. */
  readonly left: number;
  readonly dryRun: boolean;
}

/** Rows of a table that a reader still reads. */
const MOST_ROWS = 40;

/** A table of what changed, the faults, and one line with the sum. */
export function fleetText({ outcomes, left, dryRun }: FleetReport): string {
  const shown = outcomes.filter(({ state }) => state !== 'unchanged' && state !== 'failed');
  const rows = shown.slice(0, MOST_ROWS);
  const widths = [
    Math.max(7, ...rows.map(({ service }) => service.length)),
    Math.max(6, ...rows.map(({ folder }) => folder.length)),
  ] as const;
  const line = (cells: readonly [string, string, string]) =>
    `${cells[0].padEnd(widths[0])}  ${cells[1].padEnd(widths[1])}  ${cells[2]}\n`;
  const table = rows.map((one) =>
    line([one.service, one.folder, `${wordOf(one, dryRun)}, ${count(one.files, 'file')}`]),
  );
  const more = moreRows(shown.length - MOST_ROWS).map((text) => `${text}\n`);
  const head = rows.length === 0 ? [] : [line(['SERVICE', 'FOLDER', 'RESULT'])];
  const effects = [fleetEffectsText(shown)];
  const faulty = outcomes.map((one) => ({ who: one.service, faults: one.faults }));
  const faults = faultLines(faulty).map((text) => `${text}\n`);
  const gap = (list: readonly string[]) => (list.length > 0 ? ['\n'] : []);
  const sum = `${sumOf(outcomes, left, dryRun)}.\n`;
  return [
    ...head,
    ...table,
    ...more,
    ...effects,
    ...gap(table),
    ...faults,
    ...gap(faults),
    sum,
  ].join('');
}

function wordOf({ state }: Pick<ServiceOutcome, 'state'>, dryRun: boolean): string {
  return dryRun && (state === 'created' || state === 'updated') ? `to be ${state}` : state;
}

/** What stands for the rows that a table leaves out. */
export function moreRows(number: number): readonly string[] {
  return number <= 0 ? [] : [`… and ${number.toLocaleString('en')} more; --json has them all.`];
}

/** Whom some faults concern, by name. */
interface Faulty {
  readonly who: string;
  readonly faults: readonly Fault[];
}

/** Lines with each fault once, and whom it concerns: one line of a manifest may be for many. */
export function faultLines(rows: readonly Faulty[]): readonly string[] {
  const found = new Map<string, { readonly hint: string; readonly of: string[] }>();
  for (const { who, faults } of rows) {
    for (const { message, hint } of faults) {
      const row = found.get(message) ?? { hint, of: [] };
      row.of.push(who);
      found.set(message, row);
    }
  }
  return [...found].flatMap(([message, { hint, of }]) => [
    `${namesOf(of)}: ${message}`,
    ...(hint === '' ? [] : hint.split('\n').map((line) => `  ${line}`)),
  ]);
}

const MOST_NAMES = 3;

/** A few names, and how many more. */
export function namesOf(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

function sumOf(outcomes: readonly ServiceOutcome[], left: number, dryRun: boolean): string {
  const states = ['created', 'updated', 'unchanged', 'failed'] as const;
  const counts = states.flatMap((state) => {
    const found = outcomes.filter((one) => one.state === state).length;
    return found === 0 ? [] : [`${found.toLocaleString('en')} ${wordOf({ state }, dryRun)}`];
  });
  const rest = left === 0 ? [] : [`${left.toLocaleString('en')} not begun`];
  return `${count(outcomes.length + left, 'service')}: ${[...counts, ...rest].join(', ')}`;
}

/** `1 file`, `2 files`. */
export function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

/** The same as one JSON document. */
export function fleetJson({ command, outcomes, left, dryRun }: FleetReport): string {
  const services = outcomes.map(({ stamp: _, ...one }) => one);
  return `${JSON.stringify({ command, dryRun, notBegun: left, services }, null, 2)}\n`;
}

/** The same as JUnit XML: one case a service. */
export function fleetJunit({ command, outcomes }: FleetReport): string {
  const name = `fleet ${command}`;
  const cases = outcomes.map(({ service, faults }) => ({
    name: service,
    group: name,
    problems: faults.map(
      ({ code, message }) =>
        ({ kind: 'failure', type: 'fault', message: code, text: message }) as const,
    ),
  }));
  return printJunit(name, [{ name, cases, isTimed: false }]);
}
