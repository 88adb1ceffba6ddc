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

/** What stands in the account that the repo no longer has, a sentence each, with its commands. */
export function retiredWords(all: readonly Retired[], current: Current): readonly string[] {
  return all.map((one) => {
    const { said, todo } = leftover(one, retiredName(one, current));
    return `${said}: ${todo.map(withReason).join('; then ')}`;
  });
}

/** The same for a terminal: each command on a line of its own, to be copied. */
export function retiredText(all: readonly Retired[], current: Current): string {
  const lines = all.flatMap((one) => {
    const { said, todo } = leftover(one, retiredName(one, current));
    const commands = todo.map(([command, does]) => {
      return does === undefined ? `  ${command}` : `  ${command}  # ${does}`;
    });
    return [`${said}:`, ...commands];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** A command, and what there is to know of it. */
type Todo = readonly [command: string, does?: string];

function withReason([command, does]: Todo): string {
  return does === undefined ? command : `${command} (${does})`;
}

interface Leftover {
  readonly said: string;
  /** In this order. */
  readonly todo: readonly Todo[];
}

function leftover(one: Retired, name: string): Leftover {
  switch (one.kind) {
    case 'environment':
      return {
        said: `Environment ${one.environment} of ${one.project} is no longer part of this repo, and its roles may still stand in the account`,
        todo: [...stackCommands(one), [destroy(name)]],
      };
    case 'role':
      return {
        said: `${roleNames(one)} of environment ${one.environment} ${one.roles.length === 1 ? 'is' : 'are'} no longer part of this repo and may still stand in the account`,
        todo: mendRoles(one),
      };
    case 'target':
      return {
        said: `Environment ${one.environment} was written for ${TITLES[one.target]}, and its roles may still stand in the account, so the new tool cannot make them`,
        todo: targetCommands(one, name),
      };
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

function destroy(name: string): string {
  return `npx generator-ecs-iam destroy --environment ${shellText(name)}`;
}

/** The next deployment of a stack or state takes them away; elsewhere --prune does. */
function mendRoles({ environment, target }: Retired): readonly Todo[] {
  const name = shellText(environment);
  const prune: Todo = [`npx generator-ecs-iam apply --environment ${name} --prune`];
  return target === 'cli' ? [prune] : [[`scripts/deploy-iam.sh ${name}`], prune];
}

/** What deletes the stacks of an entry: the pipeline imports the roles and goes first. */
function stackCommands({ target, project, environment, values }: Retired): readonly Todo[] {
  if (target !== 'cloudformation' && target !== 'cdk') return [];
  return [pipelineStackName(project, environment), stackName(project, environment)].map((stack) => [
    deleteStack(stack, values),
  ]);
}

function deleteStack(name: string, { region }: Retired['values']): string {
  const where = region === undefined ? '' : ` --region ${region}`;
  return `aws cloudformation delete-stack --stack-name ${name}${where}`;
}

function targetCommands(one: Retired, name: string): readonly Todo[] {
  const { target, environment, values, sharedStack } = one;
  const forget: Todo = [
    `${destroy(name)} --confirm ${shellText(name)}`,
    'takes it off this list, and changes nothing in the account',
  ];
  // What direct calls made, direct calls delete.
  if (target === 'cli') return [[destroy(name)]];
  if (target === 'terraform') {
    return [
      [`scripts/destroy-iam.sh ${shellText(environment)}`, 'with the files of the commit before'],
      forget,
    ];
  }
  const shared: readonly Todo[] =
    sharedStack === undefined ? [] : [[deleteStack(sharedStack, values), 'its repository stays']];
  return [...stackCommands(one), ...shared, forget];
}
