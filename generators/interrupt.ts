/** True of Ctrl-C at a prompt. */
export function isInterrupt(error: unknown): error is Error {
  return error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name);
}

/**
 * Gives an interruption its words and the exit code that `yo` ends with; for the catch of a prompt.
 * The innermost words stay.
 */
export function saysOfInterrupt(message: string): (error: unknown) => never {
  return (error) => {
    if (isInterrupt(error) && !('code' in error)) Object.assign(error, { message, code: 130 });
    throw error;
  };
}

/** What an interruption at a question about the answers says. */
export const NOTHING_WRITTEN = 'Interrupted; nothing was written.';
