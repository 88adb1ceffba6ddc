import { effectsText } from '../report/effects-text.ts';
import { printJunit } from '../report/junit.ts';
import type { ServiceOutcome } from './outcome.ts';

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
  const rows = shown.length > MOST_ROWS ? [] : shown;
  const widths = [
    Math.max(7, ...rows.map(({ service }) => service.length)),
    Math.max(6, ...rows.map(({ folder }) => folder.length)),
  ] as const;
  const line = (cells: readonly [string, string, string]) =>
    `${cells[0].padEnd(widths[0])}  ${cells[1].padEnd(widths[1])}  ${cells[2]}\n`;
  const table = rows.map((one) =>
    line([one.service, one.folder, `${one.state}, ${count(one.files, 'file')}`]),
  );
  const head = rows.length === 0 ? [] : [line(['SERVICE', 'FOLDER', 'RESULT'])];
  const effects = rows.flatMap(({ service, effects: found = [] }) =>
    found.length === 0 ? [] : [`\n${service}\n`, effectsText(found)],
  );
  const faults = outcomes
    .filter(({ state }) => state === 'failed')
    .flatMap(({ service, faults: own }) =>
      own.map(({ message, hint }) => `${service}: ${message}${hint === '' ? '' : `\n  ${hint}`}\n`),
    );
  const gap = (list: readonly string[]) => (list.length > 0 ? ['\n'] : []);
  const sum = `${sumOf(outcomes, dryRun)}${left > 0 ? `, ${left} not begun` : ''}.\n`;
  return [...head, ...table, ...effects, ...gap(table), ...faults, ...gap(faults), sum].join('');
}

function sumOf(outcomes: readonly ServiceOutcome[], dryRun: boolean): string {
  const states = ['created', 'updated', 'unchanged', 'failed'] as const;
  const counts = states.flatMap((state) => {
    const found = outcomes.filter((one) => one.state === state).length;
    const would = dryRun && (state === 'created' || state === 'updated') ? 'to be ' : '';
    return found === 0 ? [] : [`${found.toLocaleString('en')} ${would}${state}`];
  });
  return `${count(outcomes.length, 'service')}: ${counts.join(', ')}`;
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
