import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isOn, wantsJson } from '../../answers/command-line.ts';
import { newFleet } from '../../fleet/fleet-new.ts';
import { openFleet, selectServices } from '../../fleet/open-fleet.ts';
import type { Fault, ServiceOutcome } from '../../fleet/outcome.ts';
import { count } from '../../fleet/report.ts';
import { JOURNAL_FOLDER, unfinishedJournals } from '../../live/journal.ts';
import { EXIT } from '../exit.ts';
import { packageVersion } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import { interruptible } from './interruptible.ts';
import { nameStrays } from './name-strays.ts';
import { progressBar } from './progress.ts';
import { checkOutput, writeOutput } from './write-report.ts';

/** How the repo of a service stands to the manifest. */
type RepoState = 'as the manifest' | 'not written' | 'behind the manifest' | 'failed';

/** A run that did not finish. */
interface Unfinished {
  readonly environment: string;
  readonly account: string;
  readonly verb: string;
  readonly done: number;
  readonly of: number;
}

interface ServiceStatus {
  readonly service: string;
  readonly folder: string;
  readonly repo: RepoState;
  readonly unfinished: readonly Unfinished[];
  readonly faults: readonly Fault[];
}

const REPO: Readonly<Record<ServiceOutcome['state'], RepoState>> = {
  created: 'not written',
  updated: 'behind the manifest',
  unchanged: 'as the manifest',
  failed: 'failed',
};

/** Says how the repos stand to the manifest and which runs did not finish; asks no account. */
export async function showStatus(invocation: Invocation, file: string): Promise<number> {
  const { line, from, io } = invocation;
  const { flags } = line;
  const fleet = openFleet(from, file);
  const services = selectServices(fleet.services, flags.only);
  checkOutput(invocation);
  const stop = interruptible(io, 'services');
  const bar = progressBar(io, services.length, isOn(flags, 'quiet'));
  const { outcomes } = await newFleet(fleet, {
    environment: flags.environment?.at(-1),
    ...{ services, onConflict: 'skip', dryRun: true, version: packageVersion() },
    onOutcome: ({ service }) => bar.step(service),
    isStopped: stop.isStopped,
  });
  bar.end();
  stop.end();
  const rows = outcomes.map(
    ({ service, folder, state, faults }): ServiceStatus => ({
      ...{ service, folder, faults, repo: REPO[state] },
      unfinished: unfinishedIn(join(fleet.root, folder)),
    }),
  );
  const isJson = wantsJson(flags);
  const text = isJson
    ? `${JSON.stringify({ command: 'status', services: rows }, null, 2)}\n`
    : statusText(rows);
  writeOutput(invocation, text);
  if (!isOn(flags, 'quiet') && flags.only === undefined) nameStrays(fleet, io);
  if (!isJson && !isOn(flags, 'quiet')) io.err(nextSteps(rows));
  if (stop.isStopped()) return EXIT.interrupted;
  if (rows.some(({ repo }) => repo === 'failed')) return EXIT.error;
  return rows.some(isOpen) ? EXIT.differences : EXIT.done;
}

function nextSteps(rows: readonly ServiceStatus[]): string {
  const isBehind = rows.some(
    ({ repo }) => repo === 'not written' || repo === 'behind the manifest',
  );
  const verbs = new Set(rows.flatMap(({ unfinished }) => unfinished.map(({ verb }) => verb)));
  const steps = [
    ...(isBehind ? ['ecs-iam fleet new writes what is behind'] : []),
    ...[...verbs].map((verb) => `ecs-iam fleet ${verb} goes on with what did not finish`),
  ];
  return steps.length === 0 ? '' : `Next: ${steps.join('; ')}.\n`;
}

function isOpen({ repo, unfinished }: ServiceStatus): boolean {
  return repo !== 'as the manifest' || unfinished.length > 0;
}

function unfinishedIn(root: string): readonly Unfinished[] {
  const environments = new Set(
    journalsIn(root).flatMap((name) => /^(.+)\.\d+\.jsonl$/.exec(name)?.[1] ?? []),
  );
  return [...environments].flatMap((environment) =>
    unfinishedJournals(root, environment)
      .slice(-1)
      .map(({ header, states }) => ({
        ...{ environment, account: header.account, verb: header.verb },
        done: states.filter((state) => state === 'done').length,
        of: header.changes.length,
      })),
  );
}

function journalsIn(root: string): readonly string[] {
  try {
    return readdirSync(join(root, JOURNAL_FOLDER));
  } catch {
    return [];
  }
}

function statusText(rows: readonly ServiceStatus[]): string {
  const open = rows.filter(isOpen);
  const width = Math.max(7, ...open.map(({ service }) => service.length));
  const table = open.flatMap(({ service, repo, unfinished, faults }) => [
    `${service.padEnd(width)}  ${repo}`,
    ...unfinished.map(
      ({ environment, account, verb, done, of }) =>
        `${''.padEnd(width)}  unfinished ${verb} in ${environment}, account ${account}: ${done} of ${of} changes made`,
    ),
    ...faults.flatMap(({ message, hint }) =>
      [message, ...hint.split('\n')]
        .filter((text) => text !== '')
        .map((text) => `${''.padEnd(width)}  ${text}`),
    ),
  ]);
  const counts = Object.values(REPO).flatMap((state) => {
    const found = rows.filter(({ repo }) => repo === state).length;
    return found === 0 ? [] : [`${found.toLocaleString('en')} ${state}`];
  });
  const runs = rows.filter(({ unfinished }) => unfinished.length > 0).length;
  const more = runs === 0 ? '' : `; ${count(runs, 'service')} with an unfinished run`;
  const gap = table.length === 0 ? [] : [''];
  return `${[...table, ...gap, `${count(rows.length, 'service')}: ${counts.join(', ')}${more}.`].join('\n')}\n`;
}
