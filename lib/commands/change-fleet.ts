import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isOn } from '../answers/command-line.ts';
import { attempt } from '../answers/parse/basic.ts';
import type { Answers } from '../answers/types.ts';
import type { ChangeKind } from '../change/types.ts';
import { throwFaults, UserError } from '../errors.ts';
import { answersOf } from '../fleet/answers-of.ts';
import { changeManifest } from '../fleet/change-answers.ts';
import { newFleet } from '../fleet/fleet-new.ts';
import type { ServiceSpec } from '../fleet/manifest.ts';
import { FLEET_FILE, type Fleet, openFleet, selectServices } from '../fleet/open-fleet.ts';
import type { ServiceOutcome } from '../fleet/outcome.ts';
import { planStarter } from '../starter/plan-starter.ts';
import { changeFleetPresets } from './change-fleet-presets.ts';
import {
  type ChangedFleet,
  type ChangedService,
  type FleetWords,
  printFleetChange,
} from './change-fleet-report.ts';
import { newlyRetired } from './change-report.ts';
import { changeOf } from './change-request.ts';
import { onConflict } from './conflict-flags.ts';
import { EXIT } from './exit.ts';
import { packageVersion } from './help.ts';
import type { Invocation } from './invocation.ts';

/**
 * Changes the answers of services in their manifest, and writes their repos. Gives the exit code.
 *
 * @throws UserError with every fault of every service; nothing is written then.
 */
export async function runFleetChange(wanted: FleetWords, invocation: Invocation): Promise<number> {
  const { line, from, io, ask } = invocation;
  const { flags } = line;
  const file = flags.file?.at(-1) ?? FLEET_FILE;
  const { fleet, found, text, notes } =
    wanted.kind.name === 'presets'
      ? changeFleetPresets(wanted, file, invocation)
      : answersIn(wanted, file, invocation);
  const changed = found.filter(({ change }) => change.done.length > 0);
  const report = { ...wanted, found, notes };
  if (changed.length === 0) {
    printFleetChange({ ...report, outcomes: [], retired: [], dryRun: false }, invocation);
    return EXIT.done;
  }
  const next = openFleet(from, file, { text });
  checkOthers(fleet, next, changed);
  const names = new Set(changed.map(({ spec }) => spec.name));
  const specs = next.services.filter(({ name }) => names.has(name));
  const run = async (dryRun: boolean) => {
    const { outcomes } = await newFleet(next, {
      services: specs,
      onConflict: onConflict(flags) ?? 'abort',
      dryRun,
      version: packageVersion(),
      onOutcome: () => {},
      isStopped: () => false,
    });
    return outcomes;
  };
  const preview = await run(true);
  throwFaults(faultsIn(preview, fleet.file));
  // Nothing stays behind where no role changes.
  const changing = new Set(
    preview.filter(({ effects = [] }) => effects.length > 0).map(({ service }) => service),
  );
  const retired = await retiredIn(
    wanted.kind,
    next,
    specs.filter(({ name }) => changing.has(name)),
  );
  const isPreview = isOn(flags, 'dry-run') || isOn(flags, 'diff') || io.isTerminal;
  if (isPreview) {
    printFleetChange({ ...report, outcomes: preview, retired, dryRun: true }, invocation);
    if (!io.isTerminal || isOn(flags, 'dry-run') || isOn(flags, 'diff')) return EXIT.done;
    const { go } = await ask([
      { type: 'confirm', name: 'go', message: 'Write this?', default: true },
    ]);
    if (go !== true) {
      io.err('Nothing was written.\n');
      return EXIT.done;
    }
  }
  replaceFile(resolve(from, file), text);
  const written = await run(false);
  if (isPreview) io.err('Written.\n');
  else {
    const effects = new Map(preview.map((one) => [one.service, one.effects ?? []]));
    const outcomes = written.map((one) => ({ ...one, effects: effects.get(one.service) ?? [] }));
    printFleetChange({ ...report, outcomes, retired, dryRun: false }, invocation);
  }
  throwFaults(faultsIn(written, fleet.file));
  return EXIT.done;
}

function answersIn(wanted: FleetWords, name: string, invocation: Invocation): ChangedFleet {
  const { from } = invocation;
  const fleet = openFleet(from, name);
  const found = changesOf(wanted, fleet, invocation);
  const changed = found.filter(({ change }) => change.done.length > 0);
  return { fleet, found, text: changedText(resolve(from, name), fleet, changed), notes: [] };
}

/** One service with its answers as they are, and what changes in them. */
interface ChangedAnswers extends ChangedService {
  readonly answers: Answers;
}

/** What changes in each service that --only names; what none of them has is a fault. */
function changesOf(
  { verb, kind, words }: FleetWords,
  fleet: Fleet,
  { line: { flags } }: Invocation,
): readonly ChangedAnswers[] {
  const services = selectServices(fleet.services, flags.only);
  const faults: UserError[] = [];
  const lacking: UserError[] = [];
  const found = services.flatMap((spec): readonly ChangedAnswers[] => {
    const own: UserError[] = [];
    const outcome = attempt(() => {
      const answers = answersOf(spec, fleet.presetsOf(spec), join(fleet.root, spec.folder));
      return { spec, answers, change: changeOf({ verb, kind, words, answers }, flags) };
    }, own);
    for (const one of own) {
      (one.name === 'NotThere' ? lacking : faults).push(ofService(spec.name, one));
    }
    return outcome === undefined ? [] : [outcome.value];
  });
  throwFaults(faults);
  if (found.length === 0) throwFaults(lacking);
  return found;
}

function ofService(service: string, { name, message, hint }: UserError): UserError {
  return new UserError(name, `${service}: ${message}`, hint);
}

function changedText(path: string, { file }: Fleet, changed: readonly ChangedAnswers[]): string {
  return changeManifest(
    { name: file, text: readFileSync(path, 'utf8') },
    changed.map(({ spec, answers, change: { entries, dropped } }) => ({
      service: spec.name,
      entries,
      dropped,
      environments: answers.environments
        .filter(({ service }) => service !== false)
        .map(({ name }) => name),
    })),
  );
}

/** YAML lets services share an object by an anchor: a change of one would be one of others. */
function checkOthers(
  fleet: ChangedFleet['fleet'],
  next: Fleet,
  changed: readonly ChangedService[],
): void {
  const names = new Set(changed.map(({ spec }) => spec.name));
  const meaning = ({ entries, presets }: ServiceSpec) =>
    JSON.stringify([presets, entries.map((list) => list.map(({ path, value }) => [path, value]))]);
  const before = new Map(fleet.services.map((spec) => [spec.name, meaning(spec)]));
  const touched = next.services.filter(
    (spec) => !names.has(spec.name) && before.get(spec.name) !== meaning(spec),
  );
  throwFaults(
    touched.map(({ name, line }) => {
      const message = `${fleet.file}:${line}: services.${name} has a part of the change by an anchor.`;
      return new UserError('SharedByAnchor', message, 'Write it out, or name the service too.');
    }),
  );
}

/** A flag of `new` is no flag here. */
function hintIn(hint: string, file: string): string {
  return hint.includes('--') ? `${hint} In a fleet answers stand in ${file}.` : hint;
}

function faultsIn(outcomes: readonly ServiceOutcome[], file: string): readonly UserError[] {
  return outcomes.flatMap(({ service, faults }) =>
    faults.map(({ code, message, hint }) =>
      ofService(service, new UserError(code, message, hintIn(hint, file))),
    ),
  );
}

/** What the change leaves in accounts, by service; other kinds take no role away. */
async function retiredIn(
  { name }: ChangeKind,
  fleet: Fleet,
  specs: readonly ServiceSpec[],
): Promise<readonly string[]> {
  if (!['environments', 'roles', 'existingRoles', 'options', 'presets'].includes(name)) return [];
  const sentences: string[] = [];
  for (const spec of specs) {
    const folder = join(fleet.root, spec.folder);
    const starter = await planStarter(answersOf(spec, fleet.presetsOf(spec), folder), folder);
    sentences.push(...newlyRetired(starter).map((one) => `In ${spec.folder}: ${one}`));
  }
  return sentences;
}

/** All of the file or none of it. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}
