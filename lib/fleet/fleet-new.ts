import { join } from 'node:path';
import { attempt } from '../answers/parse/basic.ts';
import type { Answers } from '../answers/types.ts';
import type { UserError } from '../errors.ts';
import { clearAbandoned } from '../starter/write-new.ts';
import type { OnConflict } from '../starter/write-plan.ts';
import { answersOf } from './answers-of.ts';
import { collisions, type FleetRole, fleetRoles } from './collisions.ts';
import type { ServiceSpec } from './manifest.ts';
import { namedEnvironments } from './named-environments.ts';
import { type Fleet, inputsOf } from './open-fleet.ts';
import { faultsFrom, type ServiceOutcome } from './outcome.ts';
import { type JobHooks, runJobs } from './pool.ts';
import { isAsStamped, type ServiceJob } from './service-job.ts';
import { openState } from './state.ts';

/** What to do with the services of a fleet. */
export interface FleetNewRequest extends JobHooks {
  readonly services: readonly ServiceSpec[];
  /** Only the services that have one of these, with commas; each repo has all of its environments. */
  readonly environment?: string | undefined;
  readonly onConflict: OnConflict;
  readonly dryRun: boolean;
  /** Of this program. */
  readonly version: string;
}

/** The outcomes in the order of the manifest, and how many services an interruption left out. */
export interface FleetNewResult {
  readonly outcomes: readonly ServiceOutcome[];
  readonly left: number;
}

/**
 * Writes the repos of services, only those that changed; a broken one stops none of the others.
 *
 * @throws UserError `UnknownEnvironment`.
 */
export async function newFleet(
  fleet: Fleet,
  { services: all, environment, onConflict, dryRun, version, ...hooks }: FleetNewRequest,
): Promise<FleetNewResult> {
  const state = openState(fleet.root);
  const outcomes = new Map<string, ServiceOutcome>();
  const report = (outcome: ServiceOutcome) => {
    outcomes.set(outcome.service, outcome);
    if (outcome.stamp !== undefined) state.record(outcome.service, outcome.stamp);
    hooks.onOutcome(outcome);
  };
  const { broken, answered } = readAnswers(fleet);
  const environmentsOf = ({ name }: ServiceSpec) =>
    answered.get(name)?.environments.map((one) => one.name) ?? [];
  const names = namedEnvironments(environment, {
    declared: fleet.environments,
    found: all.flatMap(environmentsOf),
    isPart: all.some(({ name }) => broken.has(name)),
  });
  const services = all.filter(
    (spec) => broken.has(spec.name) || hasSome(environmentsOf(spec), names),
  );
  if (!dryRun) clearAbandoned(services.map(({ folder }) => join(fleet.root, folder)));
  const jobs = services.flatMap((spec): readonly ServiceJob[] => {
    const { name, folder, id, line } = spec;
    const [faults, answers] = [broken.get(name) ?? [], answered.get(name)];
    if (faults.length > 0 || answers === undefined) {
      const found = faults.flatMap(faultsFrom);
      report({ service: name, folder, state: 'failed', files: 0, faults: found });
      return [];
    }
    const place = join(fleet.root, folder);
    const inputs = inputsOf(spec, answers.presets.list, version);
    if (isAsStamped(inputs, place, state.stamps.get(name))) {
      report({ service: name, folder, state: 'unchanged', files: 0, faults: [] });
      return [];
    }
    const own = { name, folder, id, line };
    return [{ spec: own, folder: place, answers, inputs, onConflict, dryRun }];
  });
  await runJobs(jobs, { ...hooks, onOutcome: report });
  if (!dryRun) state.compact();
  const done = services.flatMap(({ name }) => outcomes.get(name) ?? []);
  return { outcomes: done, left: services.length - done.length };
}

function hasSome(environments: readonly string[], names: readonly string[] | undefined): boolean {
  return names === undefined || environments.some((name) => names.includes(name));
}

/** The answers of each service, or its faults, and which roles have one name: before anything is written. */
function readAnswers(fleet: Fleet) {
  const broken = new Map<string, readonly UserError[]>();
  const answered = new Map<string, Answers>();
  const roles: FleetRole[] = [];
  for (const spec of fleet.services) {
    const faults: UserError[] = [];
    const place = join(fleet.root, spec.folder);
    const answers = attempt(() => answersOf(spec, fleet.presetsOf(spec), place), faults);
    if (answers === undefined) broken.set(spec.name, faults);
    else {
      answered.set(spec.name, answers.value);
      roles.push(...fleetRoles(answers.value, spec.line));
    }
  }
  for (const [service, fault] of collisions(roles)) {
    if (!broken.has(service)) broken.set(service, [fault]);
  }
  return { broken, answered };
}
