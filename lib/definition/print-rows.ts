/** The longest value that stands on one line, in characters with its indentation. */
const WIDTH = 100;

/** Keys whose items are rows: each stands on one line, however long. */
const ROWS = new Set(['Statement', 'statements', 'rows']);

/** Writes JSON for people: short values and rows on one line, the rest one item a line. */
export function printRows(value: unknown): string {
  return `${print(value, '', false)}\n`;
}

function print(value: unknown, indent: string, isRow: boolean): string {
  const inline = onOneLine(value);
  if (typeof value !== 'object' || value === null || isRow) return inline;
  const fits = indent.length + inline.length <= WIDTH && !holdsRows(value);
  if (indent !== '' && fits) return inline;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => inner + print(item, inner, false))
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${printField(key, item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function printField(key: string, value: unknown, indent: string): string {
  if (!ROWS.has(key) || !Array.isArray(value) || value.length === 0)
    return print(value, indent, false);
  const rows = value.map((row) => `${indent}  ${print(row, indent, true)}`);
  return `[\n${rows.join(',\n')}\n${indent}]`;
}

function holdsRows(value: object): boolean {
  return Object.entries(value).some(
    ([key, item]) =>
      ROWS.has(key) || (typeof item === 'object' && item !== null && holdsRows(item)),
  );
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
