import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Flag, isOn, wantsJson } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { newFleet } from '../fleet/fleet-new.ts';
import { ensureId, FLEET_FILE, openFleet, selectServices } from '../fleet/open-fleet.ts';
import { type FleetReport, fleetJson, fleetJunit, fleetText } from '../fleet/report.ts';
import { FLEET_SCHEMA_FILE, fleetSchema } from '../fleet/schema.ts';
import { manifestSkeleton } from '../fleet/skeleton.ts';
import { printMembers } from '../json.ts';
import { onConflict } from './conflict-flags.ts';
import { EXIT } from './exit.ts';
import { progressBar } from './fleet-progress.ts';
import { packageVersion } from './help.ts';
import type { Invocation } from './invocation.ts';

const VERBS = ['init', 'new'] as const;

/** The flags of `fleet`. */
export const FLEET_FLAGS: readonly Flag[] = [
  valueFlag('file', 'FILE', `The manifest (default ${FLEET_FILE}).`),
  {
    ...valueFlag('only', 'PATTERN', 'Services by name, with * for any letters, or group:NAME.'),
    repeatable: true,
  },
  {
    ...valueFlag('on-conflict', 'HOW', 'What to do with files that were edited (default abort).'),
    choices: ['abort', 'skip', 'overwrite'],
  },
  plainFlag('dry-run', 'Writes nothing; says what would be, and per role what it grants.'),
  {
    ...valueFlag('format', 'FORMAT', 'How to report on stdout.'),
    choices: ['text', 'json', 'junit'],
  },
  plainFlag('json', 'The same as --format json.'),
  valueFlag('output', 'FILE', 'Writes the report to a file in place of stdout.'),
  plainFlag('quiet', 'Shows no progress.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
  ...LAST_FLAGS,
];

/**
 * Works on all services of a manifest. Gives the exit code.
 *
 * @throws UserError for what keeps it from its work; a fault of one service is part of the report.
 */
export async function runFleet(invocation: Invocation): Promise<number> {
  const { line } = invocation;
  throwFaults(line.faults);
  const [word, ...rest] = line.positionals;
  const verb = VERBS.find((one) => one === word);
  if (verb === undefined) throw noVerb(word);
  if (rest.length > 0) {
    const message = `fleet ${verb} takes no further word; ${shown(rest[0])} is one.`;
    throw new UserError('TooManyWords', message, 'Name services with --only.');
  }
  const file = line.flags.file?.at(-1) ?? FLEET_FILE;
  return verb === 'init' ? initFleet(invocation, file) : writeFleet(invocation, file);
}

function noVerb(word: string | undefined): UserError {
  const all = `Write ecs-iam fleet ${VERBS.join('|')}.`;
  if (word === undefined) return new UserError('UnknownWord', 'Nothing is named to do.', all);
  const message = `${shown(word)} is nothing that fleet does.`;
  return new UserError('UnknownWord', message, didYouMean(word, VERBS, all));
}

function initFleet({ from, io }: Invocation, file: string): number {
  const path = resolve(from, file);
  if (existsSync(path)) {
    const hint = 'Edit it, or name another with --file.';
    throw new UserError('FileExists', `'${file}' is there already; nothing was written.`, hint);
  }
  writeFileSync(path, manifestSkeleton());
  writeSchema(path);
  io.out(`Wrote ${file}, and ${FLEET_SCHEMA_FILE} beside it for your editor.\n`);
  io.err('Next: edit it, then ecs-iam fleet new --dry-run and ecs-iam fleet new.\n');
  return EXIT.done;
}

function writeSchema(manifest: string): void {
  writeFileSync(join(dirname(manifest), FLEET_SCHEMA_FILE), printMembers(fleetSchema()));
}

async function writeFleet(invocation: Invocation, file: string): Promise<number> {
  const { line, from, io } = invocation;
  const { flags } = line;
  const dryRun = isOn(flags, 'dry-run');
  const id = dryRun ? undefined : ensureId(from, file);
  if (id !== undefined) io.err(`Wrote the new id ${id} into ${file}: commit it.\n`);
  const fleet = openFleet(from, file);
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
function writeFleetReport({ line: { flags }, from, io }: Invocation, report: FleetReport): void {
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
