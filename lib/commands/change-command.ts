import type { ChangeVerb } from '../change/types.ts';
import type { Command } from './command.ts';

/** The command that adds to the answers of a repo. */
export const ADD_COMMAND: Command = {
  ...changeCommand('add'),
  summary: 'Adds an environment, a grant, a secret, a role … to a repo, and says what follows.',
  examples: [
    ['add environment staging --before prod --region eu-west-1', 'A further set of roles.'],
    ['add grant s3Read uploads-<environment> --dry-run', 'What it opens; nothing is written.'],
    ['add secret shop/<environment>/db', 'The execution role reads it for the container.'],
  ],
};

/** The command that takes from the answers of a repo. */
export const REMOVE_COMMAND: Command = {
  ...changeCommand('remove'),
  summary: 'Removes an environment, a grant, a secret, a role …, and says what is left in AWS.',
  examples: [
    ['remove environment staging', 'Its files go; the command that deletes its roles is named.'],
    ['remove grant s3Read --dry-run', 'What the task role can no longer do.'],
  ],
};

function changeCommand(verb: ChangeVerb): Omit<Command, 'summary' | 'examples'> {
  return {
    name: verb,
    group: 'repo',
    usage: `${verb} WHAT NAME…`,
    words: 'change',
    firstWords: async () => (await import('../change/kinds.ts')).CHANGE_WORDS,
    laterWords: async (words, from) =>
      (await import('./change-words.ts')).changeWords(verb, words, from),
    flags: async () => (await import('./change-flags.ts')).changeFlags(verb),
    more: async () => (await import('./change-help.ts')).changeHelp(verb),
    run: async (invocation) => (await import('./change.ts')).runChange(verb, invocation),
  };
}
