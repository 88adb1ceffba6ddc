import { UserError } from '../errors.ts';
import type { JsonDocument } from '../iam/document.ts';
import { recordOf } from '../iam/equality.ts';

/** An error of a service. `name` is its code, as the SDK spells it (`…Exception`). */
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

/** What a read returns, or undefined when AWS has no such resource. */
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

/**
 * True when AWS refused the call, so that it changed nothing. After any other error (no response, a
 * failure of the service) the change may have been made nevertheless.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof UserError) return true;
  const status = statusOf(error);
  // An earlier attempt may have succeeded although the last one was refused.
  return status !== undefined && status >= 400 && status < 500 && attemptsOf(error) <= 1;
}

function attemptsOf(error: unknown): number {
  const attempts = metadataOf(error).attempts;
  return typeof attempts === 'number' ? attempts : 1;
}

/** The HTTP status of a service's response, or undefined without one. */
export function statusOf(error: unknown): number | undefined {
  const status = metadataOf(error).httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}

function metadataOf(error: unknown): Readonly<Record<string, unknown>> {
  return recordOf(recordOf(error).$metadata);
}

interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** Reads every page of an IAM listing, in order. */
export async function* pagesOf<Output extends Page>(
  read: (marker: { readonly Marker?: string }) => Promise<Output>,
): AsyncGenerator<Output> {
  let page = await read({});
  yield page;
  while (page.IsTruncated && page.Marker !== undefined) {
    page = await read({ Marker: page.Marker });
    yield page;
  }
}

/** Every item of every page of an IAM listing. */
export async function allItems<Output extends Page, Item>(
  read: (marker: { readonly Marker?: string }) => Promise<Output>,
  items: (page: Output) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const page of pagesOf(read)) all.push(...(items(page) ?? []));
  return all;
}

/**
 * Parses a policy document as IAM's API returns it: percent-encoded JSON (RFC 3986: a plus is a
 * plus). A document that cannot be parsed differs from every document of ours.
 */
export function decodeDocument(text: string | undefined): JsonDocument {
  try {
    return parsed(decodeURIComponent(text ?? ''));
  } catch {
    return { unreadable: text ?? '' };
  }
}

/** Parses a policy document that a service returns as plain JSON. */
export function plainDocument(text: string): JsonDocument {
  try {
    return parsed(text);
  } catch {
    return { unreadable: text };
  }
}

function parsed(text: string): JsonDocument {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) return value as JsonDocument;
  throw new SyntaxError('A policy document is a JSON object.');
}
