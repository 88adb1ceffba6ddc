import { fillWith, template } from './iam/template-string.ts';
import { shellVariable } from './shell.ts';

/** A value as the text of a JSON file: two spaces deep, one final newline. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * The same for a document of template strings: placeholders are written as the shell variables
 * `${NAME}`, which the scripts fill in. Plain ASCII, so that no locale can change it. Text that
 * looks like such a variable is written `\u0024{NAME}`.
 */
export function printJsonWithVariables(document: object): string {
  return printShort(withVariables(document))
    .replaceAll(DOLLAR, '\\u0024')
    .replace(/[^\n -~]/g, unicodeEscape);
}

/** Stands for a dollar sign of the text until JSON is written: no policy can hold this character. */
const DOLLAR = '\uE000';

/** Members whose text is no template string: prose, and the key of a tag. Keys are none either. */
const PLAIN_TEXT = new Set(['Description', 'Key']);

function withVariables(value: unknown): unknown {
  if (typeof value === 'string') {
    return fillWith(template(value), {
      text: escapeDollars,
      placeholder: (placeholder) => `\${${shellVariable(placeholder)}}`,
    });
  }
  if (Array.isArray(value)) return value.map(withVariables);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isPlain = typeof item === 'string' && PLAIN_TEXT.has(key);
      return [escapeDollars(key), isPlain ? escapeDollars(item) : withVariables(item)];
    }),
  );
}

function escapeDollars(text: string): string {
  return text.replace(/\$(?=\{[A-Z])/g, DOLLAR);
}

/** A character as JSON, YAML and HCL escape it. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The longest value that stands on one line, in characters with its indentation. */
const WIDTH = 100;

/** Keys whose items are rows: each stands on one line, however long. */
const ROWS = new Set(['Statement', 'statements', 'rows']);

/** Writes JSON for people: short values and rows on one line, the rest one item a line. */
export function printRows(value: unknown): string {
  return `${print(value, { indent: '', width: WIDTH, rows: ROWS })}\n`;
}

/** The same for a long record: short members share lines, and a document opens on the line of its key. */
export function printDense(value: unknown): string {
  return `${print(value, { indent: '', width: WIDTH, rows: ROWS, dense: true })}\n`;
}

/** Writes an object with one line for each of its members' members. */
export function printMembers(value: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(value).map(([key, item]) => {
    if (typeof item !== 'object' || item === null)
      return `  ${JSON.stringify(key)}: ${onOneLine(item)}`;
    const lines = Object.entries(item).map(
      ([name, one]) => `    ${JSON.stringify(name)}: ${onOneLine(one)}`,
    );
    return `  ${JSON.stringify(key)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

/** Writes JSON for people who edit it: short values on one line, the rest one item a line. */
function printShort(value: unknown): string {
  return `${print(value, { indent: '', width: WIDTH, rows: new Set() })}\n`;
}

interface Place {
  readonly indent: string;
  readonly width: number;
  /** Keys whose items stand on one line each. */
  readonly rows: ReadonlySet<string>;
  /** Short members share lines. */
  readonly dense?: boolean;
}

function print(value: unknown, place: Place): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (place.dense && 'Statement' in value) return printDocument(value, place);
  const { indent, rows } = place;
  const inner = { ...place, indent: `${indent}  ` };
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => print(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${printField(key, item, inner)}`);
  // What is inside fits on one line wherever the whole does.
  if (indent !== '' && (isList || !Object.keys(value).some((key) => rows.has(key)))) {
    const inline = inlineText(items, isList, place.width - indent.length);
    if (inline !== undefined) return inline;
  }
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const placed = items.map((item) => inner.indent + item);
  const lines = place.dense && !isList ? sharedLines(placed, place) : placed;
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** Items on one line, where none has several and they fit. */
function inlineText(
  items: readonly string[],
  isList: boolean,
  columns: number,
): string | undefined {
  let length = isList ? 2 : 4;
  for (const item of items) {
    length += item.length + 2;
    if (length > columns + 2 || item.includes('\n')) return undefined;
  }
  if (items.length === 0) return isList ? '[]' : '{}';
  return isList ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
}

/** Puts neighbours that take one line each on one line while they fit. */
function sharedLines(items: readonly string[], { width }: Place): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1) ?? '';
    const joined = `${last}, ${item.trimStart()}`;
    if (last === '' || joined.includes('\n') || joined.length > width) lines.push(item);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

/** `{ "Version": "2012-10-17", "Statement": [`, and a statement a line. */
function printDocument(document: object, place: Place): string {
  const { Statement, ...head } = { Statement: [], ...document };
  const rows = printField('Statement', Statement, place);
  return `${onOneLine(head).slice(0, -2)}, "Statement": ${rows} }`;
}

function printField(key: string, value: unknown, place: Place): string {
  if (!place.rows.has(key) || !Array.isArray(value) || value.length === 0)
    return print(value, place);
  const rows = value.map((row) => `${place.indent}  ${onOneLine(row)}`);
  return `[\n${rows.join(',\n')}\n${place.indent}]`;
}

/** A string holds no line break of its own in JSON: what is matched stands between values. */
function onOneLine(value: unknown): string {
  const text = JSON.stringify(value, null, 1) ?? 'null';
  if (!text.includes('\n')) return text;
  return text
    .replace(/\[\n +/g, '[')
    .replace(/\n *\]/g, ']')
    .replace(/\n */g, ' ');
}
