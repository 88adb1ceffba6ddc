/**
 * The only error shown to a user: what is wrong and where, and what to do next.
 *
 * `code` is PascalCase like AWS's own error codes and is kept in `name`. It is never put into
 * `error.code`: Yeoman's command passes that to `process.exit`, which accepts numbers alone.
 */
export class UserError extends Error {
  readonly hint: string;

  constructor(code: string, message: string, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.hint = hint;
  }
}

/** Throws one UserError that lists every fault, or returns when there is none. */
export function throwFaults(faults: readonly UserError[]): void {
  const [first, ...rest] = faults;
  if (first === undefined) return;
  if (rest.length === 0) throw first;
  const lines = faults.map((fault) => `- ${fault.message}${fault.hint ? ` ${fault.hint}` : ''}`);
  const message = `${faults.length} faults:\n${lines.join('\n')}`;
  throw new UserError('SeveralFaults', message, '', { cause: faults });
}

/** The single faults of an error: those it was made from by `throwFaults`, or itself. */
export function faultsOf(error: UserError): readonly UserError[] {
  const { cause, name } = error;
  if (name !== 'SeveralFaults' || !Array.isArray(cause)) return [error];
  return cause.filter((fault) => fault instanceof UserError).flatMap(faultsOf);
}

/** A value as a message shows it: on one line, in quotes, not too long. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  // JSON leaves DEL and the C1 controls as they are; a terminal would act on them.
  const visible = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `'${visible.length > 100 ? `${visible.slice(0, 97)}...` : visible}'`;
}
