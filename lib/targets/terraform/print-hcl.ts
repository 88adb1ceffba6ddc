import { wrapWords } from '../../wrap.ts';
import type { Block, Expression, Item } from './hcl.ts';

/** Columns of a comment, its indent included. */
const WIDTH = 100;
/** Columns of a list or an object on one line, its indent included, and of the attribute before it. */
const ONE_LINE = { width: 120, name: 12 } as const;

/**
 * A line of a body before alignment. `terraform fmt` aligns the `=` of attributes on consecutive
 * lines, each complete on its own line; anything else between them begins a new group.
 * https://developer.hashicorp.com/terraform/language/style
 */
type Line =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'assignment'; readonly name: string; readonly value: string };

/** Prints a file as `terraform fmt` would leave it. */
export function printHcl(items: readonly Item[]): string {
  return `${align(bodyLines(items, 0)).join('\n')}\n`;
}

function bodyLines(items: readonly Item[], depth: number): readonly Line[] {
  return items.flatMap((item, index) => {
    const lines = itemLines(item, depth);
    return needsGap(items[index - 1], item) ? [plain(''), ...lines] : lines;
  });
}

/** A block stands apart from what is above and below it. */
function needsGap(above: Item | undefined, item: Item): boolean {
  if (above === undefined || above.kind === 'gap' || item.kind === 'gap') return false;
  return above.kind === 'block' || (item.kind === 'block' && above.kind !== 'comment');
}

function itemLines(item: Item, depth: number): readonly Line[] {
  switch (item.kind) {
    case 'gap':
      return [plain('')];
    case 'comment':
      return commentLines(item.text, depth);
    case 'attribute':
      return assignmentLines(item.name, item.value, depth);
    case 'block':
      return blockLines(item, depth);
  }
}

function blockLines({ head, items, comment }: Block, depth: number): readonly Line[] {
  const above = comment === undefined ? [] : commentLines(comment, depth);
  if (items.length === 0) return [...above, plain(`${indent(depth)}${head} {}`)];
  return [
    ...above,
    plain(`${indent(depth)}${head} {`),
    ...bodyLines(items, depth + 1),
    plain(`${indent(depth)}}`),
  ];
}

function assignmentLines(name: string, value: Expression, depth: number): readonly Line[] {
  const [first = '', ...rest] = expressionLines(value, depth);
  const indented = `${indent(depth)}${name}`;
  if (rest.length === 0) return [{ kind: 'assignment', name: indented, value: first }];
  return [plain(`${indented} = ${first}`), ...rest.map(plain)];
}

/** The expression's lines; the first without indent, for it stands behind something. */
function expressionLines(value: Expression, depth: number): readonly string[] {
  switch (value.kind) {
    case 'line':
      return [value.line];
    case 'list':
      return listLines(value.items, depth);
    case 'object':
      return objectLines(value, depth);
    case 'within': {
      const [first = '', ...rest] = expressionLines(value.inner, depth);
      const lines = [value.before + first, ...rest];
      return [...lines.slice(0, -1), `${lines.at(-1)}${value.after}`];
    }
  }
}

function listLines(items: readonly Expression[], depth: number): readonly string[] {
  const printed = items.map((item) => expressionLines(item, depth + 1));
  const [only] = printed;
  if (only === undefined) return ['[]'];
  if (printed.length === 1 && only.length === 1) return [`[${only[0]}]`];
  const joined = `[${printed.map(([first = '']) => first).join(', ')}]`;
  if (printed.every((lines) => lines.length === 1) && fits(joined, depth)) return [joined];
  const inner = printed.flatMap(([first, ...rest]) => {
    const lines = [`${indent(depth + 1)}${first}`, ...rest];
    return [...lines.slice(0, -1), `${lines.at(-1)},`];
  });
  return ['[', ...inner, `${indent(depth)}]`];
}

function objectLines(
  { members }: Extract<Expression, { kind: 'object' }>,
  depth: number,
): readonly string[] {
  const [[key, only] = [], ...others] = members;
  if (key === undefined || only === undefined) return ['{}'];
  const [line = '', ...more] = expressionLines(only, depth);
  const joined = `{ ${key} = ${line} }`;
  if (others.length + more.length === 0 && fits(joined, depth)) return [joined];
  const inner = members.flatMap(([key, value]) => assignmentLines(key, value, depth + 1));
  return ['{', ...align(inner), `${indent(depth)}}`];
}

function fits(joined: string, depth: number): boolean {
  return indent(depth).length + ONE_LINE.name + joined.length <= ONE_LINE.width;
}

/** A line break begins a new line of comment; what is too long is wrapped. */
function commentLines(text: string, depth: number): readonly Line[] {
  const start = `${indent(depth)}#`;
  return text
    .split(/\r\n|[\r\n]/)
    .flatMap((paragraph) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are not for reading.
      const readable = paragraph.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trimEnd();
      if (start.length + readable.length < WIDTH) return [`${start} ${readable}`.trimEnd()];
      return wrapWords(readable, WIDTH - start.length - 1).map((line) => `${start} ${line}`);
    })
    .map(plain);
}

function align(lines: readonly Line[]): readonly string[] {
  const widths: number[] = [];
  for (let end = lines.length - 1; end >= 0; end--) {
    const here = lines[end];
    if (here?.kind !== 'assignment') continue;
    // Going backwards, the width of the group's tail is known; going forwards, that of its head.
    const below = lines[end + 1]?.kind === 'assignment' ? (widths[end + 1] ?? 0) : 0;
    widths[end] = Math.max(here.name.length, below);
  }
  return lines.map((one, index) => {
    if (one.kind === 'plain') return one.text;
    const above = lines[index - 1]?.kind === 'assignment' ? (widths[index - 1] ?? 0) : 0;
    const width = Math.max(widths[index] ?? 0, above);
    widths[index] = width;
    return `${one.name.padEnd(width)} = ${one.value}`;
  });
}

function plain(text: string): Line {
  return { kind: 'plain', text };
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}
