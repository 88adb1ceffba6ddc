import { relative } from 'node:path';
import { UserError } from '../../errors.ts';
import { takeLock } from '../../live/lock.ts';
import type { Change } from '../../plan/change.ts';
import { shellText } from '../../shell.ts';
import { carryOut } from '../change-environment.ts';
import { forgetDestroyed } from '../retired.ts';
import type { Run } from '../run.ts';
import { confirmFleet } from './confirm-fleet.ts';
import type { FleetRun } from './fleet-run.ts';
import { turnsOf } from './limit.ts';
import { failedUnit, type UnitOutcome, unitOutcome } from './outcome.ts';
import { foundIn, type PlannedUnit, planAgain, type UnitPlan } from './plan-units.ts';
import { progressBar } from './progress.ts';
import { quotaFaults } from './quota.ts';

/**
 * Carries out the plans of a fleet after one confirmation; each service has its own journal, and one
 * that fails stops none of the others. An account that cannot be worked on, or that could not hold
 * what is made, and for destroy any fault, stops everything before anything is changed.
 */
export async function changeUnits(
  run: FleetRun,
  plans: readonly UnitPlan[],
  broken: readonly UnitOutcome[],
): Promise<readonly UnitOutcome[]> {
  const isDestroy = run.command === 'destroy';
  const failed = plans.flatMap((one) => ('error' in one ? [failedUnit(one.unit, one.error)] : []));
  const made = plans.flatMap((one) => ('error' in one ? [] : [one]));
  const blocked = isDestroy ? [] : made.filter(({ planned }) => planned.plan.blocked.length > 0);
  const ready = made.filter((one) => !blocked.includes(one));
  const refused = [...failed, ...blocked.map(blockedOutcome)];
  const idle = (one: PlannedUnit) =>
    unitOutcome(
      one.unit,
      one.planned.plan.changes.length === 0 ? 'as-defined' : 'not-begun',
      foundIn(one),
    );
  const stops = await faultsOfAll(run, plans, [...broken, ...refused]);
  if (stops.length > 0 || run.stop.isStopped()) {
    for (const { message, hint } of stops) {
      run.invocation.io.err(`error: ${message}\n${hint === '' ? '' : `  ${hint}\n`}`);
    }
    return [...refused, ...ready.map(idle)];
  }
  const changing = ready.filter(({ planned }) => planned.plan.changes.length > 0);
  if (changing.length > 0 && !(await confirmFleet(run, changing))) {
    run.invocation.io.err('Declined; nothing was changed.\n');
    return [...refused, ...ready.map(idle)];
  }
  return [...refused, ...(await changeAll(run, ready))];
}

/** What keeps all of it from being begun. */
async function faultsOfAll(
  { command }: FleetRun,
  plans: readonly UnitPlan[],
  refused: readonly UnitOutcome[],
): Promise<readonly UserError[]> {
  const hint = 'Correct what is named in the report, or leave it out with --only.';
  if (command === 'destroy') {
    const message = 'Nothing was deleted, because not everything could be checked.';
    return refused.length === 0 ? [] : [new UserError('NotChecked', message, hint)];
  }
  if (plans.some((one) => 'error' in one && one.isAccount)) {
    const message = 'Nothing was changed, because not every account can be reached.';
    return [new UserError('NotChecked', message, hint)];
  }
  return quotaFaults(plans.flatMap((one) => ('error' in one ? [] : [one])));
}

function blockedOutcome(one: PlannedUnit): UnitOutcome {
  const { blocked } = one.planned.plan;
  const error = new UserError(
    blocked[0]?.kind === 'not-ours' ? 'RoleNotOurs' : 'Blocked',
    blocked.map(({ message }) => message).join('\n'),
    [...new Set(blocked.map(({ hint }) => hint))].join('\n'),
  );
  return failedUnit(one.unit, error, foundIn(one));
}

/** Changes all services, some of each account at once; a service's environments in their order. */
async function changeAll(
  run: FleetRun,
  plans: readonly PlannedUnit[],
): Promise<readonly UnitOutcome[]> {
  const { invocation, options, stop } = run;
  const { io } = invocation;
  const bar = progressBar(io, plans.length, options.quiet);
  let count = 0;
  const step = ({ service, environment, state, done }: UnitOutcome) => {
    if (state === 'not-begun') return;
    count += 1;
    bar.step(`${service} ${environment}`);
    if (bar.isShown || io.isTerminal || options.quiet || state === 'as-defined') return;
    io.err(`[${count}/${plans.length}] ${service} ${environment}: ${state}, ${done} made\n`);
  };
  const inTurn = turnsOf();
  const services = new Map<string, PlannedUnit[]>();
  for (const one of plans) {
    const { name } = one.unit.spec;
    services.set(name, [...(services.get(name) ?? []), one]);
  }
  const all = [...services.values()].map(async (own) => {
    const outcomes: UnitOutcome[] = [];
    let release: (() => void) | undefined;
    try {
      for (const one of own) {
        const outcome = await one.place.limit(() =>
          inTurn(sharedBy(one), async () => {
            if (stop.isStopped()) return unitOutcome(one.unit, 'not-begun', foundIn(one));
            try {
              release ??= takeLock(one.unit.root, run.command);
              return await changeUnit(run, one);
            } catch (error) {
              return stoppedOutcome(run, one, error);
            }
          }),
        );
        outcomes.push(outcome);
        step(outcome);
      }
    } finally {
      release?.();
    }
    return outcomes;
  });
  const outcomes = (await Promise.all(all)).flat();
  bar.end();
  return outcomes;
}

/** What a unit changes that units of other services may change too. */
function sharedBy({ place, planned }: PlannedUnit): readonly string[] {
  const { facts } = planned.request;
  const names = planned.plan.changes.flatMap(({ kind, owner, item }) =>
    SHARED_KINDS.includes(kind)
      ? [`${place.open.account} ${facts.region} ${kind} ${owner} ${item}`]
      : [],
  );
  return [...new Set(names)];
}

const SHARED_KINDS: readonly Change['kind'][] = [
  'service-linked-role',
  'oidc-provider',
  'repository',
  'repository-lifecycle',
  'resource-policy',
];

async function changeUnit(run: FleetRun, confirmed: PlannedUnit): Promise<UnitOutcome> {
  const { unit } = confirmed;
  const whole = confirmed.planned.plan.changes.length > 0 ? await planAgain(confirmed) : confirmed;
  const more = surprises(whole, confirmed);
  if (more.length > 0) {
    throw new UserError(
      'ChangedMeanwhile',
      `The account changed since the plan was confirmed (${more.map(({ owner }) => owner).join(', ')}); nothing was changed here.`,
      `Run ecs-iam fleet ${run.command} again.`,
    );
  }
  const environmentRun: Run = {
    command: run.command,
    root: unit.root,
    project: unit.spec.name,
    options: { ...run.options, quiet: true },
    io: run.stop.quietIo,
    labels: {},
  };
  const outcome = await carryOut(environmentRun, whole.planned);
  forgetDestroyed(environmentRun, outcome);
  const done = outcome.report.status === 'applied' ? outcome.report.done : 0;
  const state = done > 0 ? 'changed' : 'as-defined';
  const found = { ...foundIn(whole), done };
  const left = whole.planned.plan.blocked;
  if (left.length === 0) return unitOutcome(unit, state, found);
  const stays = new UserError(
    'Blocked',
    left.map(({ message }) => message).join('\n'),
    left[0]?.hint,
  );
  return failedUnit(unit, stays, found);
}

/** Changes that nobody has confirmed. */
function surprises(now: PlannedUnit, confirmed: PlannedUnit): readonly Change[] {
  const keyOf = ({ kind, owner, item, after }: Change) =>
    JSON.stringify([kind, owner, item, after]);
  const known = new Set(confirmed.planned.plan.changes.map(keyOf));
  return now.planned.plan.changes.filter((change) => !known.has(keyOf(change)));
}

/** A unit that failed or was stopped on its way, with the two ways to go on. */
function stoppedOutcome(run: FleetRun, one: PlannedUnit, error: unknown): UnitOutcome {
  const { unit } = one;
  const name = error instanceof UserError ? error.name : '';
  if (!(error instanceof UserError) || !/^Done: /m.test(error.message)) {
    return failedUnit(unit, error, foundIn(one));
  }
  const done = Number(/^Done: (\d+)/m.exec(error.message)?.[1] ?? 0);
  const found = { ...foundIn(one), done };
  // The report has how far it came, and says once how to go on.
  if (name === 'Interrupted') return unitOutcome(unit, 'interrupted', found);
  const folder = shellText(relative(run.invocation.from, unit.root));
  const undo = `ecs-iam ${run.command} ${folder} --environment ${unit.environment.name} --rollback undoes it.`;
  const hint = `ecs-iam fleet ${run.command} goes on from here; ${undo}`;
  const message = error.message.replace(/([^.])\n/g, '$1. ').replaceAll('\n', ' ');
  return failedUnit(unit, new UserError(name, message, hint), found);
}
