import { parseDocument, Scalar as ScalarNode } from 'yaml';

type Scalar = string | number | boolean;

/** One part of a template: a scalar, a list, or a mapping, whose items have keys. */
export interface Part {
  readonly scalar: Scalar | undefined;
  /** Of a mapping: the key of each item. */
  readonly keys: readonly string[] | undefined;
  readonly items: readonly Part[];
  /** `!Ref`. */
  readonly tag: string | undefined;
  /** Stands above the part, with a '#' before each of its lines. */
  readonly comment: string | undefined;
  /** A list or a mapping on one line. */
  readonly flow: boolean;
}

/** One step of indentation. */
export const INDENT = '  ';

/** The entries of a mapping, each on lines of its own; the caller stands behind the indentation. */
export function mappingText({ keys = [], items }: Part, indent: string): string {
  return keys.map((key, at) => entryText(key, items[at], indent)).join(`\n${indent}`);
}

/** A comment's lines, then the key with its value. */
export function entryText(key: string, part: Part | undefined, indent: string): string {
  if (part === undefined) return `${keyText(key)}:`;
  const below = indent + INDENT;
  const gap = isOnOneLine(part) ? ' ' : `${part.tag === undefined ? '' : ` ${part.tag}`}\n${below}`;
  return `${commentText(part, indent)}${keyText(key)}:${gap}${partText(part, below)}`;
}

function itemText(part: Part, indent: string): string {
  const below = indent + INDENT;
  const gap = isOnOneLine(part) || part.tag === undefined ? ' ' : ` ${part.tag}\n${below}`;
  return `${commentText(part, indent)}-${gap}${partText(part, below)}`;
}

function partText(part: Part, indent: string): string {
  if (part.scalar !== undefined) {
    const text = scalarText(part.scalar).replaceAll(`\n${DEEP}`, `\n${indent}`);
    return part.tag === undefined ? text : `${part.tag} ${text}`;
  }
  if (isOnOneLine(part)) return flowText(part);
  if (part.keys !== undefined) return mappingText(part, indent);
  return part.items.map((item) => itemText(item, indent)).join(`\n${indent}`);
}

function isOnOneLine({ scalar, flow, items }: Part): boolean {
  return scalar !== undefined || flow || items.length === 0;
}

/** A part among others on one line. */
function flowText({ scalar, keys, items, tag }: Part): string {
  const head = tag === undefined ? '' : `${tag} `;
  if (scalar !== undefined) return head + scalarText(scalar, true);
  if (keys === undefined) return `${head}[${items.map(flowText).join(', ')}]`;
  const entries = items.map((item, at) => `${keyText(keys[at] ?? '', true)}: ${flowText(item)}`);
  return `${head}{${entries.join(', ')}}`;
}

/** A key stands on one line, whatever it holds. */
function keyText(key: string, isInFlow = false): string {
  return isOfSeveralLines(key) ? JSON.stringify(key) : scalarText(key, isInFlow);
}

function commentText({ comment }: Part, indent: string): string {
  return comment === undefined ? '' : commentLines(comment, indent);
}

/** A comment above something; the caller stands behind the indentation, and does so after it. */
export function commentLines(comment: string, indent: string): string {
  return `#${comment.replaceAll('\n', `\n${indent}#`)}\n${indent}`;
}

/** What was printed before: a template has most of its words many times, and a fleet its templates. */
const known = { block: new Map<Scalar, string>(), flow: new Map<Scalar, string>() };
const MOST_KNOWN = 4_000;

function scalarText(scalar: Scalar, isInFlow = false): string {
  const texts = isInFlow ? known.flow : known.block;
  const before = texts.get(scalar);
  if (before !== undefined) return before;
  const text = printScalar(scalar, isInFlow);
  if (texts.size >= MOST_KNOWN) texts.clear();
  texts.set(scalar, text);
  return text;
}

/** The indentation below a scalar where the library is asked for it. */
const DEEP = INDENT + INDENT;

/** Where a scalar is put to be printed: not at the top, where it may look like the end of a document. */
const around = {
  block: parseDocument('_:\n  _: _\n', { compat: 'yaml-1.1' }),
  flow: parseDocument('_: [_]\n', { compat: 'yaml-1.1' }),
};

function printScalar(scalar: Scalar, isInFlow: boolean): string {
  const node = typeof scalar === 'string' ? textNode(scalar) : new ScalarNode(scalar);
  const document = isInFlow ? around.flow : around.block;
  document.setIn(['_', isInFlow ? 0 : '_'], node);
  const text = document
    .toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false })
    .slice(0, -1);
  return isInFlow ? text.slice('_: ['.length, -1) : text.slice('_:\n  _: '.length);
}

/** Text of several lines, such as JSON, which is ASCII but for what somebody put into a name. */
const LINES = /^[\x20-\x7e]+\n[\n\x20-\x7e]*$/;
const NOT_ASCII = /[^\x20-\x7e]/;
/**
 * YAML 1.1's own scalar '=' and a '?' between braces, which Python refuses, and what begins and ends
 * documents.
 */
const MARK = /^(=|---|\.\.\.)$|\?/;

/** True for a scalar that is printed over several lines. */
export function isOfSeveralLines(scalar: Scalar): boolean {
  return typeof scalar === 'string' && scalar.includes('\n') && LINES.test(scalar);
}

function textNode(value: string): ScalarNode<string> {
  const node = new ScalarNode(value);
  if (isOfSeveralLines(value)) node.type = ScalarNode.BLOCK_LITERAL;
  else if (NOT_ASCII.test(value)) node.type = ScalarNode.QUOTE_DOUBLE;
  else if (MARK.test(value)) node.type = ScalarNode.QUOTE_SINGLE;
  return node;
}
