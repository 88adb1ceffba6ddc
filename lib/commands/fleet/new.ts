import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isOn, wantsJson } from '../../answers/command-line.ts';
import { newFleet } from '../../fleet/fleet-new.ts';
import { openFleet, openWithId, randomId, selectServices } from '../../fleet/open-fleet.ts';
import { type FleetReport, fleetJson, fleetJunit, fleetText } from '../../fleet/report.ts';
import { onConflict } from '../conflict-flags.ts';
import { EXIT } from '../exit.ts';
import { packageVersion } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import { progressBar } from './progress.ts';

/** Writes the repos of the services, or says what would be. Gives the exit code. */
export async function writeFleet(invocation: Invocation, file: string): Promise<number> {
  const { line, from, io } = invocation;
  const { flags } = line;
  const dryRun = isOn(flags, 'dry-run');
  const { fleet, isNewId } = dryRun
    ? { fleet: openFleet(from, file, { freshId: randomId() }), isNewId: false }
    : openWithId(from, file);
  if (isNewId) io.err(`Wrote the new id ${fleet.id} into ${file}: commit it.\n`);
  const services = selectServices(fleet.services, flags.only);
  let stopped = false;
  const off = io.onInterrupt(() => {
    if (stopped) process.exit(EXIT.interrupted);
    stopped = true;
  });
  const bar = progressBar(io, services.length, isOn(flags, 'quiet'));
  const outcomes = await newFleet(fleet, {
    services,
    onConflict: onConflict(flags) ?? 'abort',
    dryRun,
    version: packageVersion(),
    onOutcome: ({ service }) => bar.step(service),
    isStopped: () => stopped,
  });
  bar.end();
  off();
  const left = services.length - outcomes.length;
  writeFleetReport(invocation, { command: 'new', outcomes, left, dryRun });
  if (left > 0) {
    io.err('Interrupted; run ecs-iam fleet new again to go on.\n');
    return EXIT.interrupted;
  }
  return outcomes.some(({ state }) => state === 'failed') ? EXIT.error : EXIT.done;
}

/** Writes a report in the wanted format to stdout or a file. */
export function writeFleetReport(
  { line: { flags }, from, io }: Invocation,
  report: FleetReport,
): void {
  const format = wantsJson(flags) ? 'json' : (flags.format?.at(-1) ?? 'text');
  const text =
    format === 'json'
      ? fleetJson(report)
      : format === 'junit'
        ? fleetJunit(report)
        : fleetText(report);
  const output = flags.output?.at(-1);
  if (output === undefined) io.out(text);
  else writeFileSync(resolve(from, output), text);
}
