import { pipelineStackName, stackName } from '../names.ts';
import { shellText } from '../shell.ts';
import type { TargetId } from '../targets/ids.ts';
import type { Retired } from './retired-entry.ts';

/** What a repo has now: entries that are named alike need more words. */
export interface Current {
  readonly project: string;
  readonly environments: readonly string[];
}

/** What `destroy --environment` takes for an entry. */
export function retiredName(one: Retired, { project, environments }: Current): string {
  const { kind, environment, target } = one;
  if (kind === 'target') return target === 'cli' ? environment : `${environment}@${target}`;
  if (!environments.includes(environment)) return environment;
  if (one.project !== project) return `${one.project}/${environment}`;
  return kind === 'role' ? environment : `${environment}@${one.values.account ?? 'before'}`;
}

/** What stands in the account that the repo no longer has, a sentence each, with its command. */
export function retiredWords(all: readonly Retired[], current: Current): readonly string[] {
  return all.map((one) => sentence(one, retiredName(one, current)));
}

function sentence(one: Retired, name: string): string {
  switch (one.kind) {
    case 'environment':
      return `Environment ${one.environment} of ${one.project} is no longer part of this repo, and its roles may still stand in the account: ${inOrder([...stackCommands(one), destroy(name)])}`;
    case 'role':
      return `${roleNames(one)} of environment ${one.environment} ${one.roles.length === 1 ? 'is' : 'are'} no longer part of this repo and may still stand in the account: ${mendRoles(one)}`;
    case 'target':
      return `Environment ${one.environment} was written for ${TITLES[one.target]}, and its roles may still stand in the account, so the new tool cannot make them: ${inOrder(targetCommands(one, name))}`;
  }
}

const TITLES: Readonly<Record<TargetId, string>> = {
  cloudformation: 'CloudFormation',
  cdk: 'the CDK',
  terraform: 'Terraform',
  cli: 'the CLI',
};

function roleNames({ roles }: Retired): string {
  const names = roles.map(({ name }) => `'${name}'`).join(', ');
  return roles.length === 1 ? `Role ${names}` : `Roles ${names}`;
}

function inOrder(commands: readonly string[]): string {
  return commands.join('; then ');
}

function destroy(name: string): string {
  return `npx generator-ecs-iam destroy --environment ${shellText(name)}`;
}

/** The next deployment of a stack or state takes them away; elsewhere --prune does. */
function mendRoles({ environment, target }: Retired): string {
  const name = shellText(environment);
  const prune = `npx generator-ecs-iam apply --environment ${name} --prune`;
  return target === 'cli' ? prune : inOrder([`scripts/deploy-iam.sh ${name}`, prune]);
}

/** What deletes the stacks of an entry: the pipeline imports the roles and goes first. */
function stackCommands({ target, project, environment, values }: Retired): readonly string[] {
  if (target !== 'cloudformation' && target !== 'cdk') return [];
  return [pipelineStackName(project, environment), stackName(project, environment)].map((stack) =>
    deleteStack(stack, values),
  );
}

function deleteStack(name: string, { region }: Retired['values']): string {
  const where = region === undefined ? '' : ` --region ${region}`;
  return `aws cloudformation delete-stack --stack-name ${name}${where}`;
}

function targetCommands(one: Retired, name: string): readonly string[] {
  const { target, environment, values, sharedStack } = one;
  const forget = `${destroy(name)} --confirm ${shellText(name)} takes it off this list`;
  // What direct calls made, direct calls delete.
  if (target === 'cli') return [destroy(name)];
  if (target === 'terraform') {
    return [
      `with the files of the commit before, scripts/destroy-iam.sh ${shellText(environment)}`,
      forget,
    ];
  }
  const shared =
    sharedStack === undefined ? [] : [`${deleteStack(sharedStack, values)} (its repository stays)`];
  return [...stackCommands(one), ...shared, forget];
}
