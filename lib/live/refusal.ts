import { UserError } from '../errors.ts';
import { recordOf } from '../iam/equality.ts';

/**
 * True when the account answered "no", so that nothing was made. After anything else (no answer, a
 * failure on the service's side) the change may have been made all the same.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof UserError) return true;
  const status = statusOf(error);
  // Of several attempts an earlier one may have got through although the last was refused.
  return status !== undefined && status >= 400 && status < 500 && attemptsOf(error) <= 1;
}

function attemptsOf(error: unknown): number {
  const attempts = metadataOf(error).attempts;
  return typeof attempts === 'number' ? attempts : 1;
}

/** The HTTP status of a service's answer, or undefined when there was none. */
export function statusOf(error: unknown): number | undefined {
  const status = metadataOf(error).httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}

function metadataOf(error: unknown): Readonly<Record<string, unknown>> {
  return recordOf(recordOf(error).$metadata);
}
