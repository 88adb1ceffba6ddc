import type { Statement } from '../iam/model.ts';

/** A ready-made set of statements for the task role. */
export interface GrantPreset {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Name of the policy it becomes. */
  readonly policy: string;
  readonly statements: readonly Statement[];
  readonly note?: string;
}
