import type { FlagValues } from '../answers/command-line.ts';
import type { Ask, Prompt } from '../answers/prompts.ts';
import type { Service } from '../service/types.ts';
import type { Invocation } from './invocation.ts';

const INTERRUPTED = 'Interrupted; the files are written, nothing was applied.';

/** A stack or a state owns the roles of the other targets: its own deployment would refuse ours. */
function offerFor({ answers }: Service): Prompt {
  const own =
    answers.target === 'cli'
      ? {
          value: 'account',
          name: 'Yes, with the AWS credentials in use',
          description: 'Shows the plan first and asks before it changes anything.',
        }
      : {
          value: 'deploy',
          name: 'Show how to deploy them',
          description: 'The stack or state is to own the roles, so its own deployment makes them.',
        };
  const practice = {
    value: 'practice',
    name: 'Yes, to an account to practise on',
    description: 'A file on this computer: no credentials, no network.',
  };
  const no = { value: 'no', name: 'No', description: 'The commands above do it at any time.' };
  const message = 'Apply the roles now?';
  return { type: 'select', name: 'apply', message, default: 'no', choices: [no, own, practice] };
}

/**
 * The last question to a person: whether to apply the repo just written. Runs the command apply and
 * gives its exit code; 0 where the answer is no.
 */
export async function offerApply(
  { ask, io }: Invocation,
  folder: string,
  service: Service,
): Promise<number> {
  const { apply } = await ask([offerFor(service)], INTERRUPTED);
  if (apply !== 'account' && apply !== 'practice' && apply !== 'deploy') return 0;
  const environment = await chooseOne(ask, service);
  if (apply === 'deploy') {
    const script = `scripts/deploy-iam.sh ${environment}`;
    io.err(`In ${folder}, ${script} --dry-run shows the changes, and ${script} makes them.\n`);
    return 0;
  }
  const flags: FlagValues = {
    environment: [environment],
    ...(apply === 'practice' && { practice: ['yes'] }),
  };
  const { runAccountCommand } = await import('./account-command.ts');
  return runAccountCommand('apply', folder, flags, io);
}

async function chooseOne(ask: Ask, { environments }: Service): Promise<string> {
  const names = environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  if (others.length === 0) return first;
  const choices = names.map((name) => ({ value: name, name, description: '' }));
  const prompt: Prompt = {
    type: 'select',
    name: 'environment',
    message: 'Environment',
    default: first,
    choices,
  };
  const { environment = first } = await ask([prompt], INTERRUPTED);
  return String(environment);
}
