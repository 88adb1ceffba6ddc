import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag } from '../answers/flag-forms.ts';
import { describeRows } from '../answers/help.ts';
import { alternatives } from '../answers/parse/basic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { KINDS, type Kind, type Listed, rowsOf } from './listed.ts';
import { PAGE_WIDTH } from './page-width.ts';

/** The flags of `list`. */
export const LIST_FLAGS: readonly Flag[] = [
  plainFlag('json', 'Prints one JSON document.'),
  ...LAST_FLAGS,
];

/**
 * Lists roles, grants, options or values, all or those that have a word. Gives the exit code.
 *
 * @throws UserError `UnknownWord`.
 */
export async function runList({ line, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const kind = kindOf(line.positionals[0]);
  const rows = withWord(kind, line.positionals[1]);
  const text = isOn(line.flags, 'json') ? JSON.stringify(rows, null, 2) : listText(rows);
  io.out(`${text.trimEnd()}\n`);
  return EXIT.done;
}

function kindOf(text: string | undefined): Kind {
  const kind = KINDS.find((one) => one === text);
  if (kind !== undefined) return kind;
  const all = `Write ecs-iam list ${KINDS.join('|')} [WORD].`;
  if (text === undefined) {
    throw new UserError('UnknownWord', 'What to list is missing.', all);
  }
  const message = `${shown(text)} is not ${alternatives(KINDS)}.`;
  throw new UserError('UnknownWord', message, didYouMean(text, KINDS, all));
}

function withWord(kind: Kind, word: string | undefined): readonly Listed[] {
  const all = rowsOf(kind);
  if (word === undefined) return all;
  const wanted = word.toLowerCase();
  const found = all.filter((row) => textOf(row).toLowerCase().includes(wanted));
  if (found.length > 0) return found;
  const names = all.map(({ name }) => name);
  const hint = didYouMean(word, names, `ecs-iam list ${kind} lists all ${names.length}.`);
  throw new UserError('UnknownWord', `None of the ${kind} has the word ${shown(word)}.`, hint);
}

function textOf({ name, summary, parts = [] }: Listed): string {
  return [name, summary, ...parts.map(textOf)].join(' ');
}

function listText(rows: readonly Listed[]): string {
  const lines = rows.flatMap(({ name, summary, parts = [], write }) => [
    [name, summary] as const,
    ...parts.map((part) => [`  ${part.name}`, part.summary] as const),
    ...(write === undefined ? [] : [['', write] as const]),
  ]);
  return describeRows(lines, PAGE_WIDTH);
}
