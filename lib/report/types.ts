import type { Plan } from '../plan/types.ts';

/** What came of one environment. */
export type EnvironmentReport =
  | { readonly status: 'checked'; readonly environment: string; readonly plan: Plan }
  | {
      readonly status: 'applied';
      readonly environment: string;
      readonly plan: Plan;
      readonly done: number;
    }
  | { readonly status: 'not-checked'; readonly environment: string; readonly reason: string };

/** What a command reports. */
export interface AccountReport {
  readonly command: 'plan' | 'apply' | 'validate' | 'destroy';
  readonly project: string;
  readonly environments: readonly EnvironmentReport[];
}

export type Format = 'text' | 'json' | 'sarif' | 'junit';
