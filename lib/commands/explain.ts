import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { throwFaults } from '../errors.ts';
import { explain } from '../explain/explain.ts';
import { knownCatalogue } from '../explain/known-catalogue.ts';
import { knownRepo } from '../explain/known-repo.ts';
import { pageMarkdown, pageText } from '../explain/page.ts';
import { findSubject } from '../explain/subject.ts';
import { definedHere } from './defined-here.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { PAGE_WIDTH } from './page-width.ts';

/** The flags of `explain`. */
export const EXPLAIN_FLAGS: readonly Flag[] = [
  valueFlag('environment', 'NAME', 'The environment of the repo (else its first).'),
  {
    ...valueFlag('format', 'FORMAT', 'How to print it.'),
    choices: ['text', 'markdown', 'json'],
  },
  plainFlag('json', 'The same as --format json.'),
  ...LAST_FLAGS,
];

/**
 * Explains a role, a statement, an action or a condition key: as this repo defines it, or as the
 * catalogue has it. Gives the exit code.
 *
 * @throws UserError `UnknownSubject`, `UnknownEnvironment`; what loading the repo throws.
 */
export async function runExplain({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const { flags, positionals } = line;
  const catalogue = knownCatalogue();
  const here = await definedHere(from, flags.environment?.at(-1));
  const known =
    here === undefined ? catalogue : knownRepo({ ...here, generated: here.generated() });
  const { page, json } = explain(findSubject(positionals[0], known, catalogue), known);
  const format = isOn(flags, 'json') ? 'json' : (flags.format?.at(-1) ?? 'text');
  const notes = here?.notes ?? [];
  if (format === 'json') io.out(`${JSON.stringify({ version: 1, ...json, notes }, null, 2)}\n`);
  else if (format === 'markdown') io.out(pageMarkdown(page));
  else io.out(pageText(page, PAGE_WIDTH));
  if (format !== 'json') for (const note of notes) io.err(`Note: ${note}\n`);
  return EXIT.done;
}
