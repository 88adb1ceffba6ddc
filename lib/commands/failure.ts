import { faultsOf, UserError } from '../errors.ts';
import { EXIT } from './exit.ts';

/** What an interruption at a question about the answers is reported as. */
export const NOTHING_WRITTEN = 'Interrupted; nothing was written.';

/** True of Ctrl-C at a prompt. */
function isInterrupt(error: unknown): error is Error {
  return error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name);
}

/**
 * Gives an interruption its message and the exit code that `yo` ends with; for the catch of a prompt.
 * A message that it has already stays.
 */
export function reportInterrupt(message: string): (error: unknown) => never {
  return (error) => {
    if (isInterrupt(error) && !('code' in error)) {
      Object.assign(error, { message, code: EXIT.interrupted });
    }
    throw error;
  };
}

/** A failed run's exit code and what is shown of it. */
export interface Failure {
  readonly exitCode: number;
  /** For stderr. */
  readonly text: string;
  /** For stdout, with `--json`. */
  readonly json: object;
}

/** What to show of an error: one line and a hint for each fault; a stack with `--debug` alone. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  const stack = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  if (isInterrupt(error)) {
    const message = 'code' in error ? error.message : NOTHING_WRITTEN;
    const json = { errors: [{ code: 'Interrupted', message, hint: '' }] };
    return { exitCode: EXIT.interrupted, text: `${message}\n${stack}`, json };
  }
  const faults = error instanceof UserError ? faultsOf(error) : [ourBug(error)];
  const lines = faults.map(
    ({ message, hint }) => `error: ${message}\n${hint ? `  ${hint}\n` : ''}`,
  );
  const errors = faults.map(({ name, message, hint }) => ({ code: name, message, hint }));
  return { exitCode: EXIT.error, text: `${lines.join('')}${stack}`, json: { errors } };
}

function ourBug(error: unknown): UserError {
  const message = error instanceof Error ? error.message : String(error);
  return new UserError(
    'InternalError',
    `${message.split('\n')[0]} (a bug of this generator)`,
    'Run again with --debug and report what it shows.',
  );
}
