import { isOn } from '../../answers/command-line.ts';
import { openFleet, selectServices } from '../../fleet/open-fleet.ts';
import { findingsOf } from '../../report/findings.ts';
import { type AccountCommand, accountOptions } from '../account-flags.ts';
import { EXIT } from '../exit.ts';
import type { Invocation } from '../invocation.ts';
import { openPlaces, type Places } from './accounts.ts';
import { changeUnits } from './change-units.ts';
import type { FleetRun } from './fleet-run.ts';
import { interruptible } from './interruptible.ts';
import { brokenOutcome, failedUnit, type UnitOutcome, unitOutcome } from './outcome.ts';
import { foundIn, type PlannedUnit, planUnits, type UnitPlan } from './plan-units.ts';
import { progressBar } from './progress.ts';
import { unitJson, unitJunit, unitText } from './unit-report.ts';
import { inEnvironments, loadUnits, type Unit } from './units.ts';
import { checkOutput, writeOutput } from './write-report.ts';

/**
 * Runs plan, apply, validate or destroy over the services of a manifest. Gives the exit code.
 *
 * @throws UserError for what keeps it from its work; a fault of one service is part of the report.
 */
export async function runOnAccounts(
  command: AccountCommand,
  invocation: Invocation,
  file: string,
): Promise<number> {
  const { line, from, io } = invocation;
  const options = accountOptions(line.flags);
  checkOutput(invocation);
  const fleet = openFleet(from, file);
  const services = selectServices(fleet.services, line.flags.only);
  const stop = interruptible(io, 'calls');
  const run: FleetRun = {
    ...{ command, options, invocation, stop },
    environments: fleet.environments,
  };
  try {
    const loaded = await loadUnits(fleet, services, stop.isStopped);
    const units = inEnvironments(fleet, loaded, options.environment);
    const broken = loaded.broken.map(({ spec, error }) => brokenOutcome(spec, error));
    const { places, close } = await openPlaces(fleet, units, run);
    try {
      const plans = await planAll(run, places);
      const outcomes = [
        ...broken,
        ...(command === 'plan' || command === 'validate'
          ? plans.map((one) => checked(run, one))
          : await changeUnits(run, plans, broken)),
      ];
      return report(run, inOrder(outcomes, units));
    } finally {
      close();
    }
  } finally {
    stop.end();
  }
}

async function planAll(run: FleetRun, places: Places): Promise<readonly UnitPlan[]> {
  const { invocation, options, stop } = run;
  const bar = progressBar(invocation.io, places.size, options.quiet);
  const plans = await planUnits(places, run, {
    onPlan: ({ spec, environment }) => bar.step(`${spec.name} ${environment.name}`),
    isStopped: stop.isStopped,
  });
  bar.end();
  return plans;
}

function checked({ command }: FleetRun, plan: UnitPlan): UnitOutcome {
  if ('error' in plan) return failedUnit(plan.unit, plan.error);
  return unitOutcome(plan.unit, differs(command, plan) ? 'differs' : 'as-defined', foundIn(plan));
}

function differs(command: AccountCommand, { planned: { plan } }: PlannedUnit): boolean {
  if (command === 'validate') return findingsOf(plan).length > 0;
  return plan.changes.length + plan.blocked.length > 0;
}

/** In the order of the manifest; units that an interruption left out are named too. */
function inOrder(outcomes: readonly UnitOutcome[], units: readonly Unit[]): readonly UnitOutcome[] {
  const keyOf = (service: string, environment: string) => `${service} ${environment}`;
  const found = new Map(outcomes.map((one) => [keyOf(one.service, one.environment), one] as const));
  return [
    ...outcomes.filter(({ environment }) => environment === ''),
    ...units.map(
      (unit) =>
        found.get(keyOf(unit.spec.name, unit.environment.name)) ?? unitOutcome(unit, 'not-begun'),
    ),
  ];
}

/** Writes the report to stdout or a file, and says how to go on. Gives the exit code. */
function report(
  { command, options, invocation, stop }: FleetRun,
  outcomes: readonly UnitOutcome[],
): number {
  const { io, line } = invocation;
  const { format } = options;
  const print = format === 'json' ? unitJson : format === 'junit' ? unitJunit : unitText;
  writeOutput(invocation, print({ command, outcomes }));
  const has = (state: UnitOutcome['state']) => outcomes.some((one) => one.state === state);
  if (stop.isStopped()) {
    const again = `Interrupted; run ecs-iam fleet ${command} again to go on`;
    const undo = `; ecs-iam ${command} FOLDER --environment ENV --rollback undoes one`;
    io.err(`${again}${has('interrupted') ? undo : ''}.\n`);
    return EXIT.interrupted;
  }
  if (!isOn(line.flags, 'quiet') && has('differs')) {
    const each = `ecs-iam ${command} FOLDER --environment ENV shows each`;
    io.err(
      command === 'plan'
        ? `${each} change; ecs-iam fleet apply makes them.\n`
        : `${each} difference; ecs-iam fleet plan says what apply would change.\n`,
    );
  }
  if (has('failed') || has('not-begun')) return EXIT.error;
  return has('differs') ? EXIT.differences : EXIT.done;
}
