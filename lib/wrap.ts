/** Whatever ends a line in some language counts as a blank. */
const BLANKS = /[ \t\r\n\u2028\u2029]+/;

/** Text as lines of at most so many columns, broken between words; no line where there is no word. */
export function wrapWords(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(BLANKS).filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
