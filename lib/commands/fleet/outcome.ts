import type { ServiceSpec } from '../../fleet/manifest.ts';
import { type Fault, faultsFrom } from '../../fleet/outcome.ts';
import { explain } from '../../live/explain.ts';
import type { Plan } from '../../plan/change.ts';
import type { Unit } from './units.ts';

/** What became of one environment of a service. */
export type UnitState =
  | 'as-defined'
  | 'differs'
  | 'changed'
  | 'interrupted'
  | 'not-begun'
  | 'failed';

/** What became of one environment of a service, for the reports. */
export interface UnitOutcome {
  readonly service: string;
  readonly folder: string;
  /** '' where the whole service is broken. */
  readonly environment: string;
  /** '' while it is not known. */
  readonly account: string;
  readonly region: string;
  readonly state: UnitState;
  /** What differs, or differed. */
  readonly plan?: Plan;
  /** Changes made. */
  readonly done: number;
  readonly faults: readonly Fault[];
}

/** The outcome of a unit. */
export function unitOutcome(
  { spec, environment }: Unit,
  state: UnitState,
  more: Partial<UnitOutcome> = {},
): UnitOutcome {
  const { account = '', region = '' } = environment.values;
  return {
    ...{ service: spec.name, folder: spec.folder, environment: environment.name },
    ...{ account, region, state, done: 0, faults: [] },
    ...more,
  };
}

/** The outcome of a unit that could not be worked on. */
export function failedUnit(
  unit: Unit,
  error: unknown,
  more: Partial<UnitOutcome> = {},
): UnitOutcome {
  return unitOutcome(unit, 'failed', { ...more, faults: faultsFrom(explain(error)) });
}

/** The outcome of a service whose repo could not be read. */
export function brokenOutcome({ name, folder }: ServiceSpec, error: unknown): UnitOutcome {
  return {
    ...{ service: name, folder, environment: '', account: '', region: '', done: 0 },
    ...{ state: 'failed', faults: faultsFrom(error) },
  };
}
