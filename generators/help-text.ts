import { describeFlags, describeRows } from '../lib/answers/help.ts';
import { COMMANDS, type Command } from './commands.ts';

const ABOUT =
  'Generates the IAM roles an Amazon ECS service needs, least privilege, as AWS CLI scripts,\n' +
  'CloudFormation, CDK or Terraform.\n';

/** Help of the program (with the flags of its first command) or of one command. */
export async function helpText(command: Command, named: boolean, width: number): Promise<string> {
  const flags = describeFlags(await command.flags(), width);
  const usage = `Usage: ecs-iam ${command.usage} [FLAGS]\n`;
  if (named) return `${command.summary}\n\n${usage}\n${flags}`;
  const rows = COMMANDS.map(({ usage: form, summary }) => [form, summary] as const);
  const commands = `Commands:\n${describeRows(rows, width)}`;
  const more = `ecs-iam COMMAND --help shows the flags of a command; these are those of ${command.name}.\n`;
  return `${ABOUT}\nUsage: ecs-iam [COMMAND] [FLAGS]\n\n${commands}\n${more}\n${flags}`;
}
