import type { FlagValues } from '../answers/command-line.ts';
import type { Ask, Prompt } from '../answers/prompt.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import type { TargetId } from '../targets/ids.ts';
import { wrapWords } from '../wrap.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { screenWidth } from './page-width.ts';

const INTERRUPTED = 'Interrupted; the files are written, nothing was applied.';

/** What the repo's own deployment works with, and what owns the roles that it makes. */
const TOOLS: Readonly<Record<TargetId, { readonly name: string; readonly owner?: string }>> = {
  cloudformation: { name: 'CloudFormation', owner: 'a stack' },
  cdk: { name: 'the CDK', owner: 'a stack' },
  terraform: { name: 'Terraform', owner: "Terraform's state" },
  cli: { name: 'the AWS CLI' },
};

/** A stack or a state cannot take over roles that were made directly: there only its deployment is offered. */
function offerFor({ answers }: Service): Prompt {
  const { name, owner } = TOOLS[answers.target];
  const no = { value: 'no', name: 'No', description: 'The commands above do it at any time.' };
  const practice = {
    value: 'practice',
    name: 'Practise',
    description: 'In an account that is a file on this computer: no credentials, no network.',
  };
  const account = {
    value: 'account',
    name: 'Apply with the AWS credentials in use',
    description: 'Shows the plan first and asks before it changes anything.',
  };
  const deploy = {
    value: 'deploy',
    name: `Deploy with ${name}`,
    description: 'Runs scripts/deploy-iam.sh: shows the changes and asks before it makes them.',
  };
  const direct = owner === undefined ? [account] : [];
  return {
    type: 'select',
    name: 'apply',
    message: 'Make the roles now?',
    default: 'no',
    choices: [no, practice, ...direct, deploy],
  };
}

/**
 * The last question to a person: whether to make the roles of the repo just written, and how. Gives
 * the exit code of what was chosen; 0 where that is nothing.
 */
export async function offerApply(
  { ask, io }: Invocation,
  folder: string,
  service: Service,
): Promise<number> {
  const { apply } = await ask([offerFor(service)], INTERRUPTED);
  if (apply !== 'account' && apply !== 'practice' && apply !== 'deploy') return EXIT.done;
  const environment = await chooseOne(ask, service);
  if (apply === 'deploy') {
    const { deployNow } = await import('./deploy-now.ts');
    return deployNow({ ask, io, folder, environment, target: service.answers.target });
  }
  const flags: FlagValues = {
    environment: [environment],
    ...(apply === 'practice' && { practice: ['yes'] }),
  };
  const { runAccountCommand } = await import('./account-command.ts');
  const code = await runAccountCommand('apply', folder, flags, io);
  const { owner } = TOOLS[service.answers.target];
  if (apply === 'practice' && code === EXIT.done && owner !== undefined) {
    const command = `scripts/deploy-iam.sh ${shellText(environment)}`;
    const text = `That was practice. In a real account ${owner} owns the roles, and ${command} makes them.`;
    io.err(`${wrapWords(text, screenWidth()).join('\n')}\n`);
  }
  return code;
}

async function chooseOne(ask: Ask, { environments }: Service): Promise<string> {
  const names = environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  if (others.length === 0) return first;
  const choices = names.map((name) => ({ value: name, name, description: '' }));
  const prompt: Prompt = {
    type: 'select',
    name: 'environment',
    message: 'In which environment?',
    default: first,
    choices,
  };
  const { environment = first } = await ask([prompt], INTERRUPTED);
  return String(environment);
}
