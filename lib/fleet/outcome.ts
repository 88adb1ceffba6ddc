import { faultsOf, UserError } from '../errors.ts';
import type { RoleEffect } from '../report/definition-effects.ts';

/** A fault as reports hold it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What became of one service. */
export interface ServiceOutcome {
  readonly service: string;
  readonly folder: string;
  readonly state: 'created' | 'updated' | 'unchanged' | 'failed';
  /** Files that were written or removed, or would be. */
  readonly files: number;
  readonly faults: readonly Fault[];
  /** What a preview says of its roles. */
  readonly effects?: readonly RoleEffect[];
  /** Tells whether anything changed since; absent where nothing was written. */
  readonly stamp?: string;
}

/** The faults of a service that could not be worked on. */
export function faultsFrom(error: unknown): readonly Fault[] {
  const all =
    error instanceof UserError
      ? faultsOf(error)
      : [new UserError('InternalError', error instanceof Error ? error.message : String(error))];
  return all.map(({ name, message, hint }) => ({
    code: name,
    message,
    hint: name === 'FileConflict' ? KEEP_OR_TAKE : hint,
  }));
}

/** A fleet shows no difference, as new does in one repo. */
const KEEP_OR_TAKE =
  'Name it with --only, and keep yours with --on-conflict skip, or take ours with --on-conflict overwrite: git shows the difference then.';
