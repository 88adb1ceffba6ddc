import type { FlagValues } from '../answers/command-line.ts';
import type { Prompt } from '../answers/prompts.ts';
import type { Invocation } from './invocation.ts';

const OFFER: Prompt = {
  type: 'select',
  name: 'apply',
  message: 'Apply the roles now?',
  default: 'no',
  choices: [
    { value: 'no', name: 'No', description: 'The commands above do it at any time.' },
    {
      value: 'account',
      name: 'Yes, with the AWS credentials in use',
      description: 'Shows the plan first and asks before it changes anything.',
    },
    {
      value: 'practice',
      name: 'Yes, to an account to practise on',
      description: 'A file on this computer: no credentials, no network.',
    },
  ],
};

const INTERRUPTED = 'Interrupted; the files are written, nothing was applied.';

/**
 * The last question to a person: whether to apply the repo just written. Runs the command apply and
 * gives its exit code; 0 where the answer is no.
 */
export async function offerApply({ ask, io }: Invocation, folder: string): Promise<number> {
  const { apply } = await ask([OFFER], INTERRUPTED);
  if (apply !== 'account' && apply !== 'practice') return 0;
  const flags: FlagValues = apply === 'practice' ? { practice: ['yes'] } : {};
  const { runAccountCommand } = await import('./account-command.ts');
  return runAccountCommand('apply', folder, flags, io);
}
