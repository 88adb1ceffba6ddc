import { createHash } from 'node:crypto';

/** The sha256 (hex) of a file's text, with a wholly-CRLF text read as its LF form. */
export function contentHash(text: string): string {
  return createHash('sha256').update(withLf(text)).digest('hex');
}

/** True when two texts are the same but for one of them being wholly CRLF. */
export function sameContents(one: string, other: string): boolean {
  return withLf(one) === withLf(other);
}

/**
 * Gives new contents the line endings of the text they replace: a checkout on Windows turns every
 * LF into CRLF, which is no edit and must not become one.
 */
export function inLineEndingsOf(before: string | undefined, after: string): string {
  if (before === undefined || !isWhollyCrlf(before)) return after;
  return after.replaceAll('\n', '\r\n');
}

function withLf(text: string): string {
  return isWhollyCrlf(text) ? text.replaceAll('\r\n', '\n') : text;
}

function isWhollyCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}
