import { UserError } from '../errors.ts';

/** A fault of a task definition; `at` is FILE:LINE:COLUMN. */
export function taskdefFault(at: string, what: string, hint: string): UserError {
  return new UserError('BadTaskDefinition', `${at}: ${what}.`, hint);
}
