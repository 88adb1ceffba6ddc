import { UserError } from '../errors.ts';

/** A fault of a document, without its place. */
export function fault(message: string, hint: string): UserError {
  return new UserError('InvalidPolicy', message, hint);
}

/** The same fault with its place in front. */
export function at(place: string): (error: UserError) => UserError {
  return ({ name, message, hint }) => new UserError(name, `${place}: ${message}`, hint);
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or a list of texts, as a list; undefined for anything else. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : undefined;
}

/** A value in a message, cut when it is long. */
export function shownValue(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
