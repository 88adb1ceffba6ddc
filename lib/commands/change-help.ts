import { CHANGE_KINDS } from '../change/kinds.ts';
import type { ChangeVerb } from '../change/types.ts';
import type { HelpTable } from './command.ts';

/** What `add` and `remove` take, a row each, for their help. */
export function changeHelp(verb: ChangeVerb): HelpTable {
  const rows = CHANGE_KINDS.map(({ word, usage, summary }) => {
    const words = verb === 'add' ? usage : usage.replace(/\[?=\w+\]?…$/, '…');
    return [`${word} ${words}`, summary] as const;
  });
  return { title: `What to ${verb}`, rows };
}
