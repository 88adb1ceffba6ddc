/** What begins and ends a colour: it takes no column. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with ESC.
const COLOURS = /\u001b\[\d+m/g;

/** What does not fit a line goes on below it, so much further in. */
const HANGING = '    ';

/**
 * A text whose lines have at most so many columns: a longer one goes on below, further in, and its
 * words stay whole. Without a number, as where no terminal shows it, lines stay as they are.
 */
export function withinColumns(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => (lengthOf(line) > columns ? broken(line, columns) : line))
    .join('\n');
}

function broken(line: string, columns: number): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const below = `${indent}${HANGING}`;
  const lines: string[] = [];
  for (const word of line.trim().split(/ +/)) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(`${indent}${word}`);
    else if (lengthOf(last) + 1 + lengthOf(word) > columns) lines.push(`${below}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

function lengthOf(text: string): number {
  return text.replace(COLOURS, '').length;
}
