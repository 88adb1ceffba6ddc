import { styleText } from 'node:util';
import { wrapWords } from '../lib/wrap.ts';

/** Text in a colour or weight, where colours are wanted: node 20 itself does not ask NO_COLOR. */
export function paint(style: 'bold' | 'dim' | 'cyan' | 'red', text: string): string {
  return process.env.NO_COLOR ? text : styleText(style, text);
}

/** Columns of the terminal that questions are shown on. */
export function columns(): number {
  return process.stderr.columns ?? 80;
}

/** Rows of that terminal. */
export function rows(): number {
  return process.stderr.rows ?? 24;
}

/** A question's first lines, broken between words; the reply stands behind it. */
export function titled(prefix: string, message: string, reply: string, most = columns()): string {
  const words = reply === '' ? message : `${message} ${stripped(reply)}`;
  const lines = wrapWords(words, Math.max(most - 3, 20));
  const isOneLine = lines.length === 1;
  const bold = (text: string) => paint('bold', text);
  if (reply !== '' && isOneLine) return `${prefix} ${bold(message)} ${reply}`;
  if (reply !== '') {
    const indented = wrapWords(stripped(reply), columns() - 3).map(
      (line) => `  ${paint('cyan', line)}`,
    );
    return [`${prefix} ${bold(message)}`, ...indented].join('\n');
  }
  return lines.map((line, index) => `${index === 0 ? `${prefix} ` : '  '}${bold(line)}`).join('\n');
}

/** Text below a question, broken between words. */
export function below(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapWords(line, columns() - 3))
    .map((line) => `  ${line}`)
    .join('\n');
}

/** One line of a list: what does not fit ends in a sign. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1))}…`;
}

function stripped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  return text.replace(/\u001b\[\d+m/g, '');
}
