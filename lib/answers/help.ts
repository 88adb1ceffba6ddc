import { wrapWords } from '../wrap.ts';
import { FLAG_GROUPS, type Flag, type FlagGroup } from './command-line.ts';

/** Flags under their headings, wrapped to a width in columns. */
export function describeFlags(flags: readonly Flag[], width: number): string {
  const groups = Object.keys(FLAG_GROUPS) as readonly FlagGroup[];
  const used = groups.filter((group) => flags.some((flag) => flag.group === group));
  return used
    .map((group) => {
      const lines = flags.filter((flag) => flag.group === group).map((flag) => line(flag, width));
      return `${used.length === 1 ? 'Flags' : FLAG_GROUPS[group]}:\n${lines.join('')}`;
    })
    .join('\n');
}

/** A table of names and sentences, the sentences wrapped. */
export function describeRows(rows: readonly (readonly [string, string])[], width: number): string {
  return rows.map(([name, sentence]) => row(name, sentence, width)).join('');
}

const INDENT = 2;
const COLUMN = 30;

function line(flag: Flag, width: number): string {
  const choices = flag.choices ? ` One of ${flag.choices.join(', ')}.` : '';
  const repeatable = flag.repeatable ? ' May be repeated.' : '';
  return row(spellFlag(flag), `${flag.explanation}${choices}${repeatable}`, width);
}

/** A flag as help shows it. */
function spellFlag({ name, short, takes, metavar }: Flag): string {
  const begin = short === undefined ? '' : `-${short}, `;
  if (takes === 'yes-no') return `${begin}--[no-]${name}`;
  return `${begin}--${name}${takes === 'value' ? ` ${metavar ?? 'VALUE'}` : ''}`;
}

function row(name: string, sentence: string, width: number): string {
  const [first = '', ...rest] = wrapWords(sentence, width - COLUMN);
  const indent = ' '.repeat(INDENT);
  const following = rest.map((text) => `${' '.repeat(COLUMN)}${text}\n`).join('');
  const head = `${indent}${name}`;
  return head.length < COLUMN - 1
    ? `${head.padEnd(COLUMN)}${first}\n${following}`
    : `${head}\n${' '.repeat(COLUMN)}${first}\n${following}`;
}
