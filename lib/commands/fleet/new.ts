import { isOn } from '../../answers/command-line.ts';
import { newFleet } from '../../fleet/fleet-new.ts';
import { openFleet, openWithId, randomId, selectServices } from '../../fleet/open-fleet.ts';
import { type FleetReport, fleetJson, fleetJunit, fleetText } from '../../fleet/report.ts';
import { onConflict } from '../conflict-flags.ts';
import { EXIT } from '../exit.ts';
import { packageVersion } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import { interruptible } from './interruptible.ts';
import { nameStrays } from './name-strays.ts';
import { progressBar } from './progress.ts';
import { checkOutput, formatOf, writeOutput } from './write-report.ts';

/** Writes the repos of the services, or says what would be. Gives the exit code. */
export async function writeFleet(invocation: Invocation, file: string): Promise<number> {
  const { line, from, io } = invocation;
  const { flags } = line;
  checkOutput(invocation);
  const dryRun = isOn(flags, 'dry-run');
  const { fleet, isNewId } = dryRun
    ? { fleet: openFleet(from, file, { freshId: randomId() }), isNewId: false }
    : openWithId(from, file);
  if (isNewId) io.err(`Wrote the new id ${fleet.id} into ${file}: commit it.\n`);
  const services = selectServices(fleet.services, flags.only);
  const stop = interruptible(io, 'services');
  const bar = progressBar(io, services.length, isOn(flags, 'quiet'));
  const { outcomes, left } = await newFleet(fleet, {
    services,
    environment: flags.environment?.at(-1),
    onConflict: onConflict(flags) ?? 'abort',
    dryRun,
    version: packageVersion(),
    onOutcome: ({ service }) => bar.step(service),
    isStopped: stop.isStopped,
  });
  bar.end();
  stop.end();
  writeFleetReport(invocation, { command: 'new', outcomes, left, dryRun });
  if (!isOn(flags, 'quiet') && flags.only === undefined) nameStrays(fleet, io);
  if (left > 0) {
    io.err('Interrupted; run ecs-iam fleet new again to go on.\n');
    return EXIT.interrupted;
  }
  if (outcomes.some(({ state }) => state === 'failed')) return EXIT.error;
  if (!isOn(flags, 'quiet') && outcomes.some(({ state }) => state !== 'unchanged')) {
    io.err(dryRun ? 'Next: ecs-iam fleet new writes this.\n' : NEXT);
  }
  return EXIT.done;
}

const NEXT =
  'Next: commit it; then ecs-iam fleet plan and fleet apply, or ecs-iam fleet stacksets.\n';

/** Writes a report in the wanted format to stdout or a file. */
export function writeFleetReport(invocation: Invocation, report: FleetReport): void {
  const { flags } = invocation.line;
  const format = formatOf(flags);
  const text =
    format === 'json'
      ? fleetJson(report)
      : format === 'junit'
        ? fleetJunit(report)
        : fleetText(report);
  writeOutput(invocation, text);
}
