import { parseCommandLine } from '../../lib/answers/command-line.ts';
import type { Resolved } from '../../lib/answers/complete.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import { faultsOf, UserError } from '../../lib/errors.ts';

/** The answers of a command line alone, in a folder called `shop`. */
export function resolvedWords(words: readonly string[]): Resolved {
  const { flags, faults } = parseCommandLine(words, NEW_FLAGS);
  return resolveAnswers({ flags, faults, folderName: 'shop' });
}

/** The faults of the UserError that a step throws; none where it throws nothing. */
export function faultsOfStep(step: () => unknown): readonly UserError[] {
  try {
    step();
  } catch (error) {
    if (error instanceof UserError) return faultsOf(error);
    throw error;
  }
  return [];
}
