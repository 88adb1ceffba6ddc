import { isOn } from '../answers/command-line.ts';
import type { AnswersChange, ChangeKind, ChangeVerb } from '../change/types.ts';
import type { ServiceSpec } from '../fleet/manifest.ts';
import type { Fleet } from '../fleet/open-fleet.ts';
import type { ServiceOutcome } from '../fleet/outcome.ts';
import { fleetText } from '../fleet/report.ts';
import { withinColumns } from '../report/within-columns.ts';
import type { Invocation } from './invocation.ts';

/** What to change in services. */
export interface FleetWords {
  readonly verb: ChangeVerb;
  readonly kind: ChangeKind;
  readonly words: readonly string[];
}

/** One service and what changes in it. */
export interface ChangedService {
  readonly spec: ServiceSpec;
  readonly change: AnswersChange;
}

/** What a change makes of a manifest. */
export interface ChangedFleet {
  /** As it was. */
  readonly fleet: Pick<Fleet, 'file' | 'services'>;
  readonly found: readonly ChangedService[];
  /** The manifest's text after it. */
  readonly text: string;
  readonly notes: readonly string[];
}

/** A change of services, and what follows from it. */
interface FleetChangeReport extends FleetWords {
  /** Services that have it now, or had it already. */
  readonly found: readonly ChangedService[];
  readonly outcomes: readonly ServiceOutcome[];
  /** What stays in accounts, one sentence each. */
  readonly retired: readonly string[];
  /** What else follows, one sentence each. */
  readonly notes: readonly string[];
  readonly dryRun: boolean;
}

/** Says what a change makes of the services of a fleet. */
export function printFleetChange(report: FleetChangeReport, { line, io }: Invocation): void {
  const { flags } = line;
  const { verb, kind, found, outcomes, retired, notes, dryRun } = report;
  const past = verb === 'add' ? 'added' : 'removed';
  if (isOn(flags, 'json')) {
    const services = found.map(({ spec, change }) => {
      const { stamp: _, ...outcome } = outcomes.find((one) => one.service === spec.name) ?? {
        service: spec.name,
        folder: spec.folder,
        state: 'unchanged',
        files: 0,
        faults: [],
      };
      return { ...outcome, [past]: change.done, already: change.already };
    });
    const document = { command: verb, what: kind.word, dryRun, services, retired, notes };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (isOn(flags, 'quiet')) return;
  const changed = found.filter(({ change }) => change.done.length > 0);
  const already = found.filter(({ change }) => change.done.length === 0);
  const names = (some: readonly ChangedService[]) => some.map(({ spec }) => spec.name).join(', ');
  const done = changed[0]?.change.done.join(', ') ?? '';
  const does = dryRun
    ? verb === 'add'
      ? 'Adds'
      : 'Removes'
    : verb === 'add'
      ? 'Added'
      : 'Removed';
  const to = verb === 'add' ? 'to' : 'from';
  const sentences = [
    ...(changed.length === 0 ? [] : [`${does} ${kind.word} ${done} ${to} ${names(changed)}.`]),
    ...(already.length === 0 ? [] : [`There already: ${names(already)}.`]),
    ...notes,
    ...(changed.length === 0 ? ['Nothing was written.'] : []),
  ];
  const left = retired.map((one) => `  ${one}\n`).join('');
  const text = [
    `${sentences.join('\n')}\n`,
    ...(outcomes.length === 0
      ? []
      : [fleetText({ command: verb, outcomes: withoutWhole(report), left: 0, dryRun })]),
    ...(left === '' ? [] : [`What is left in AWS\n${left}`]),
  ].join('\n');
  io.out(withinColumns(text, io.columns));
  if (dryRun && !io.isTerminal) io.err('Nothing was written.\n');
}

/** That an environment comes or goes says what all its roles gain or lose. */
function withoutWhole({ kind, found, outcomes }: FleetChangeReport): readonly ServiceOutcome[] {
  if (kind.name !== 'environments') return outcomes;
  const names = new Set(found.flatMap(({ change }) => change.done.map((one) => one.split(' ')[0])));
  return outcomes.map(({ effects = [], ...outcome }) => ({
    ...outcome,
    effects: effects.filter(({ environments }) => !environments.every((one) => names.has(one))),
  }));
}
