import type { Placeholder, PlaceholderValues } from './placeholders.ts';

declare const templateBrand: unique symbol;
declare const filledBrand: unique symbol;

/** A string with placeholders, such as `arn:<partition>:s3:::<artifactBucket>/*`. */
export type TemplateString = string & { readonly [templateBrand]: true };

/** A string whose placeholders are all filled, as an account holds it. */
export type FilledString = string & { readonly [filledBrand]: true };

/** A piece of a template string: text, or a placeholder that each target prints in its own syntax. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly placeholder: Placeholder };

/** How one target writes the pieces of a template string. */
export interface TemplateSyntax {
  readonly text: (text: string) => string;
  readonly placeholder: (placeholder: Placeholder) => string;
}

const PLACEHOLDER = /<([a-z][A-Za-z]*)>/g;

/** Marks a literal of our own code as a template string. */
export function template(text: string): TemplateString {
  return text as TemplateString;
}

/** Splits a template string into its pieces, in order; adjacent text is one piece. */
export function segments(value: TemplateString): readonly Segment[] {
  if (!value.includes('<')) return value === '' ? [] : [{ kind: 'text', text: value }];
  const found: Segment[] = [];
  let end = 0;
  for (const match of value.matchAll(PLACEHOLDER)) {
    if (match.index > end) found.push({ kind: 'text', text: value.slice(end, match.index) });
    found.push({ kind: 'placeholder', placeholder: match[1] as Placeholder });
    end = match.index + match[0].length;
  }
  if (end < value.length) found.push({ kind: 'text', text: value.slice(end) });
  return found;
}

/** Writes a template string in a target's own syntax. */
export function fillWith(value: TemplateString, syntax: TemplateSyntax): string {
  return segments(value)
    .map((segment) =>
      segment.kind === 'text' ? syntax.text(segment.text) : syntax.placeholder(segment.placeholder),
    )
    .join('');
}

/** Lists the placeholders of a template string, each once, in order of appearance. */
export function placeholdersOf(value: TemplateString): readonly Placeholder[] {
  if (!value.includes('<')) return NONE;
  const before = known.get(value);
  if (before !== undefined) return before;
  const found = [...new Set([...value.matchAll(PLACEHOLDER)].map((one) => one[1] as Placeholder))];
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(value, found);
  return found;
}

const NONE: readonly Placeholder[] = [];
/** Services of a fleet have most of their strings in common. */
const known = new Map<string, readonly Placeholder[]>();
const MOST_KNOWN = 4_000;

/** Replaces the placeholders that have a value and keeps the others. */
export function substitute(value: TemplateString, values: PlaceholderValues): TemplateString {
  if (!placeholdersOf(value).some((one) => values[one] !== undefined)) return value;
  return template(
    value.replace(
      PLACEHOLDER,
      (whole, placeholder: string) => values[placeholder as Placeholder] ?? whole,
    ),
  );
}

/**
 * Replaces every placeholder by its value.
 *
 * @throws Error when a placeholder has no value: the caller resolves account, region and partition first.
 */
export function fillString(value: TemplateString, values: PlaceholderValues): FilledString {
  const filled = substitute(value, values);
  const [missing] = filled.includes('<') ? placeholdersOf(filled) : [];
  if (missing !== undefined) throw new Error(`No value for <${missing}> in '${value}'.`);
  return filled as string as FilledString;
}
