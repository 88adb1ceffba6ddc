import { wrapWords } from '../../wrap.ts';
/** TypeScript to print: text for one line, or a bracketed list that may stand on several. */
export type Code = string | Bracketed;

export interface Bracketed {
  /** Everything up to and with the opening bracket, such as `new Policy(this, 'Pull', {`. */
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** Blanks inside the brackets when all is on one line, as braces have them. */
  readonly spaced: boolean;
  /** One item a line, however short. */
  readonly broken: boolean;
  /** Printed instead where `open` does not fit on its line. */
  readonly wide?: Code;
}

export interface Item {
  /** Stands above the item as line comments. */
  readonly comment?: string;
  /** What comes before the code, such as `actions: `. */
  readonly label?: string;
  readonly code: Code;
}

/** Columns of a line, as the formatter has them. */
export const WIDTH = 100;
const TAB = 2;
/** A label of fewer columns, with its colon and blank, is never left alone on a line. */
const SHORT_LABEL = TAB + 5;

/** An array, on one line where it fits. */
export function array(items: readonly Code[]): Code {
  return list(
    '[',
    items.map((code) => ({ code })),
    ']',
  );
}

/** Any list between brackets, on one line where it fits. */
export function list(open: string, items: readonly Item[], close: string): Code {
  if (items.length === 0) return open + close;
  return { open, items, close, spaced: open.endsWith('{'), broken: false };
}

/** As list, with one item a line. */
export function block(open: string, items: readonly Item[], close: string): Code {
  if (items.length === 0) return open + close;
  return { open, items, close, spaced: true, broken: true };
}

/** A property of an object, in its short form where the variable has its name. */
export function property(name: string, code: Code): Item {
  return code === name ? { code } : { label: `${name}: `, code };
}

/** A call whose last argument is an object, which keeps to the brackets of the call where it fits. */
export function callWith(callee: string, words: readonly string[], items: readonly Item[]): Code {
  return { ...hugging(callee, words, { items, form: block }), broken: true };
}

/** The same, on one line where it fits. */
export function shortCallWith(
  callee: string,
  words: readonly string[],
  items: readonly Item[],
): Code {
  return hugging(callee, words, { items, form: list });
}

function hugging(
  callee: string,
  words: readonly string[],
  { items, form }: { readonly items: readonly Item[]; readonly form: typeof list },
): Bracketed {
  const object = form('{', items, '}');
  const wide = form(
    `${callee}(`,
    [...words, object].map((code) => ({ code })),
    ')',
  );
  const open = `${callee}(${[...words, '{'].join(', ')}`;
  return { open, items, close: '})', spaced: true, broken: false, wide };
}

/** Prints code that begins in a column of a line indented by some columns, with room for `after`. */
export function print(code: Code, indent: number, column = indent, after = 1): string {
  if (typeof code === 'string') return code;
  const line = onOneLine(code);
  if (line !== undefined && column + line.length + after <= WIDTH) return line;
  if (code.wide && column + code.open.length > WIDTH) return print(code.wide, indent, column);
  const inner = indent + TAB;
  const lines = code.items.map(({ comment, label = '', code: item }) => {
    const above = comment === undefined ? '' : `${lineComment(comment, inner)}\n`;
    return `${above}${pad(inner)}${printLabelled(label, item, inner)},`;
  });
  return `${code.open}\n${lines.join('\n')}\n${pad(indent)}${code.close}`;
}

/** A quoted string too long for the line of its label goes below it, where that gains anything. */
function printLabelled(label: string, code: Code, indent: number): string {
  const printed = print(code, indent, indent + label.length);
  const fits = indent + label.length + printed.length + 1 <= WIDTH;
  const short = label.length < SHORT_LABEL;
  if (fits || short || !/^['"]/.test(printed)) return label + printed;
  return `${label.trimEnd()}\n${pad(indent + TAB)}${printed}`;
}

/** Prints the statement that takes names out of an object. */
export function printDestructuring(names: readonly string[], from: string, indent: number): string {
  const items = names.map((code) => ({ code }));
  const statement = printStatement(list('const {', items, `} = ${from}`), indent);
  const line = `${pad(indent)}const { ${names.join(', ')} } =`;
  // The value goes below before the names do.
  if (!statement.includes('\n') || line.length > WIDTH) return statement;
  return `${line}\n${pad(indent + TAB)}${from};`;
}

/** Prints code as a statement of its own. */
export function printStatement(code: Code, indent: number): string {
  return `${pad(indent)}${print(code, indent)};`;
}

function onOneLine(code: Code): string | undefined {
  if (typeof code === 'string') return code;
  if (code.broken) return undefined;
  const items: string[] = [];
  for (const { comment, label = '', code: item } of code.items) {
    const line = onOneLine(item);
    if (comment !== undefined || line === undefined) return undefined;
    items.push(label + line);
  }
  const blank = code.spaced ? ' ' : '';
  return `${code.open}${blank}${items.join(', ')}${blank}${code.close}`;
}

/** Text as line comments, wrapped. */
export function lineComment(text: string, indent: number): string {
  const start = `${pad(indent)}// `;
  return wrapWords(text, WIDTH - start.length)
    .map((line) => start + line)
    .join('\n');
}

/** Text as a documentation comment, wrapped. */
export function documentation(text: string, indent: number): string {
  const safe = text.replaceAll('*/', '*\\/');
  const one = `${pad(indent)}/** ${safe} */`;
  if (one.length <= WIDTH && wrapWords(safe, WIDTH).length === 1) return one;
  const start = `${pad(indent)} * `;
  const lines = wrapWords(safe, WIDTH - start.length).map((line) => start + line);
  return [`${pad(indent)}/**`, ...lines, `${pad(indent)} */`].join('\n');
}

function pad(columns: number): string {
  return ' '.repeat(columns);
}
