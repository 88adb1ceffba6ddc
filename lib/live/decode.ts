import type { FoundDocument } from '../plan/types.ts';

/**
 * A policy document as IAM's API gives it: percent-encoded JSON (RFC 3986: a plus is a plus). A
 * document that cannot be read is one that says something else than ours.
 */
export function decodeDocument(text: string | undefined): FoundDocument {
  try {
    return parsed(decodeURIComponent(text ?? ''));
  } catch {
    return { unreadable: text ?? '' };
  }
}

/** A policy document that a service gives as plain JSON. */
export function plainDocument(text: string): FoundDocument {
  try {
    return parsed(text);
  } catch {
    return { unreadable: text };
  }
}

function parsed(text: string): FoundDocument {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) return value as FoundDocument;
  throw new SyntaxError('A policy document is a JSON object.');
}
