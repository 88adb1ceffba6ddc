import { collisions, type FleetRole } from '../../fleet/collisions.ts';
import type { AccountCommand, AccountOptions } from '../account-flags.ts';
import type { Planned } from '../change-environment.ts';
import { makePlan, planRequestFor } from '../make-plan.ts';
import type { FleetPlace, Places } from './accounts.ts';
import type { UnitOutcome } from './outcome.ts';
import type { Unit } from './units.ts';

/** A unit with its plan and where it is. */
export interface PlannedUnit {
  readonly unit: Unit;
  readonly place: FleetPlace;
  readonly planned: Planned;
}

/** What comes of planning: a plan, or why there is none. */
export type UnitPlan =
  | PlannedUnit
  | {
      readonly unit: Unit;
      readonly error: unknown;
      /** The account cannot be worked on, with whatever service. */
      readonly isAccount: boolean;
    };

/** What a plan of a unit is made for. */
export interface Planning {
  readonly command: AccountCommand;
  readonly options: AccountOptions;
}

/** How planning is followed and stopped. */
export interface PlanHooks {
  readonly onPlan: (unit: Unit) => void;
  /** Units not begun are left out. */
  readonly isStopped: () => boolean;
}

/** Plans units, some of each account at once, against one listing an account. */
export async function planUnits(
  places: Places,
  planning: Planning,
  { onPlan, isStopped }: PlanHooks,
): Promise<readonly UnitPlan[]> {
  const clashes = collisions(rolesIn(places));
  const plans = [...places].map(async ([unit, place]): Promise<readonly UnitPlan[]> => {
    if (!('limit' in place)) return [{ unit, error: place, isAccount: true }];
    return place.checkLimit(async () => {
      if (isStopped()) return [];
      const clash = clashes.get(unit.spec.name);
      try {
        if (clash !== undefined) return [{ unit, error: clash, isAccount: false }];
        return [await planUnit(unit, place, planning)];
      } catch (error) {
        return [{ unit, error, isAccount: false }];
      } finally {
        onPlan(unit);
      }
    });
  });
  return (await Promise.all(plans)).flat();
}

async function planUnit(unit: Unit, place: FleetPlace, planning: Planning): Promise<PlannedUnit> {
  const { root, environment } = unit;
  const request = planRequestFor({ ...planning, root }, place.check, environment);
  const listing = await place.listing();
  const plan = await makePlan(place.check.port, { ...request, listing });
  return { unit, place, planned: { plan, request, account: place.open } };
}

/** Plans a unit again, from the account as it is now. */
export async function planAgain({ unit, place, planned }: PlannedUnit): Promise<PlannedUnit> {
  const plan = await makePlan(place.open.port, planned.request);
  return { unit, place, planned: { ...planned, plan } };
}

/** The roles that the repos define, in the accounts that they are in. */
function* rolesIn(places: Places): Generator<FleetRole> {
  for (const [{ spec, environment }, place] of places) {
    if (!('limit' in place)) continue;
    const { roles } = environment.definition;
    for (const { name } of roles) {
      yield {
        service: spec.name,
        line: spec.line,
        environment: environment.name,
        account: place.open.account,
        name,
      };
    }
  }
}

/** What the account turned out to be, and the plan. */
export function foundIn({ planned: { plan, request } }: PlannedUnit): Partial<UnitOutcome> {
  return { account: plan.account, region: request.facts.region, plan };
}
