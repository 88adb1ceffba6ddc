import type { OpenPart, PartValues } from './parts.ts';

declare const openBrand: unique symbol;
declare const filledBrand: unique symbol;

/** A string with open parts, such as `arn:<partition>:s3:::<artifactBucket>/*`. */
export type OpenString = string & { readonly [openBrand]: true };

/** A string whose parts are all filled in: what an account holds. */
export type FilledString = string & { readonly [filledBrand]: true };

/** A piece of an open string: text to carry exactly, or a part to spell in a target's syntax. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'part'; readonly part: OpenPart };

/** How one target writes the pieces of an open string. */
export interface OpenSyntax {
  readonly text: (text: string) => string;
  readonly part: (part: OpenPart) => string;
}

const PART = /<([a-z][A-Za-z]*)>/g;

/** Marks a literal of our own code as an open string. */
export function open(text: string): OpenString {
  return text as OpenString;
}

/** Splits an open string into its pieces, in order; adjacent text is one piece. */
export function segments(value: OpenString): readonly Segment[] {
  const found: Segment[] = [];
  let end = 0;
  for (const match of value.matchAll(PART)) {
    if (match.index > end) found.push({ kind: 'text', text: value.slice(end, match.index) });
    found.push({ kind: 'part', part: match[1] as OpenPart });
    end = match.index + match[0].length;
  }
  if (end < value.length) found.push({ kind: 'text', text: value.slice(end) });
  return found;
}

/** Writes an open string in a target's own syntax. */
export function spell(value: OpenString, syntax: OpenSyntax): string {
  return segments(value)
    .map((segment) =>
      segment.kind === 'text' ? syntax.text(segment.text) : syntax.part(segment.part),
    )
    .join('');
}

/** Lists the parts of an open string, each once, in order of appearance. */
export function partsOf(value: OpenString): readonly OpenPart[] {
  return [...new Set([...value.matchAll(PART)].map((match) => match[1] as OpenPart))];
}

/** Replaces the parts that have a value and leaves the others open. */
export function substitute(value: OpenString, values: PartValues): OpenString {
  return open(value.replace(PART, (whole, part: string) => values[part as OpenPart] ?? whole));
}

/**
 * Replaces every part by its value.
 *
 * @throws Error when a part has no value: the caller resolves account, region and partition first.
 */
export function fillString(value: OpenString, values: PartValues): FilledString {
  const filled = value.includes('<') ? substitute(value, values) : value;
  const [missing] = filled.includes('<') ? partsOf(filled) : [];
  if (missing !== undefined) throw new Error(`No value for <${missing}> in '${value}'.`);
  return filled as string as FilledString;
}
