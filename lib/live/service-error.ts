/** An error as a service answers it. `name` is its code, as the SDK spells it (`…Exception`). */
export class ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode = 400) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode };
  }
}

/** A service error's code without the suffix that the SDK adds; '' for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? error.name.replace(/(Exception|Error)$/, '') : '';
}

/** True when the error has one of these codes, spelled as in the API reference. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(error));
}

/** What a read gives, or undefined when the thing is not there. */
export async function orAbsent<T>(
  read: Promise<T>,
  ...codes: readonly string[]
): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isCode(error, 'NoSuchEntity', ...codes)) return undefined;
    throw error;
  }
}
