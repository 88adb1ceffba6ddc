import type { Model, ModelRole } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { code, listed } from './markdown.ts';

/** What the README says of the practices that depend on the model; Markdown sentences. */
export interface Practices {
  readonly leastPrivilege: string;
  readonly managedPolicies: string;
  readonly separateRoles: string;
  readonly resourcePolicies: string;
}

/** How the security practices stand in this repo. */
export function practices(model: Model): Practices {
  return {
    leastPrivilege: leastPrivilege(model),
    managedPolicies: managedPolicies(model),
    separateRoles: separateRoles(model),
    resourcePolicies: resourcePolicies(model),
  };
}

function leastPrivilege({ roles }: Model): string {
  const all = roles.flatMap((role) => policiesOf(role).flatMap(({ statements }) => statements));
  const template = all.filter(({ resources }) => resources.some((resource) => resource === '*'));
  const scoped = `The policies here have ${count(all.length, 'statement')}`;
  if (template.length === 0) return `${scoped}, each on named resources.`;
  const sids = [...new Set(template.map(({ sid }) => code(sid)))];
  const those = sids.length === 1 ? 'The one called' : 'Those called';
  const have = sids.length === 1 ? 'has' : 'have';
  return `${scoped}. ${those} ${listed(sids)} ${have} the resource ${code('*')}, and [docs/roles.md](docs/roles.md) says why; all others name their resources.`;
}

function managedPolicies({ roles }: Model): string {
  const attached = roles.flatMap(({ managedPolicyArns }) => managedPolicyArns);
  const own = roles.flatMap((role) => role.managedPolicies);
  const inline = roles.flatMap((role) => role.inlinePolicies);
  const kinds = [
    ...(inline.length > 0
      ? [count(inline.length, 'scoped inline policy', 'scoped inline policies')]
      : []),
    ...(own.length > 0
      ? [count(own.length, 'customer-managed policy', 'customer-managed policies')]
      : []),
    ...(attached.length > 0
      ? [count(attached.length, 'AWS managed policy', 'AWS managed policies')]
      : []),
  ];
  const here = kinds.length === 0 ? 'No policy yet' : listed(kinds);
  return `Here: ${here}. AWS managed policies are kept up to date by AWS, but name ${code('*')} where the scoped ones name your resources.`;
}

function separateRoles({ roles, project }: Model): string {
  const name = (id: string) => {
    const role = roles.find((one) => one.id === id);
    return role && code(substitute(role.name, { project }));
  };
  const execution = name('task-execution');
  const task = name('task');
  const builds = [name('codebuild'), name('codepipeline')].filter((one) => one !== undefined);
  const tasks =
    execution && task
      ? `Starting a task (${execution}) and running it (${task}) are two roles: the application never has the rights that pull images and read secrets.`
      : 'Keep the role that starts a task apart from the role the application runs with; this repo makes one of the two at most.';
  if (builds.length === 0) return tasks;
  return `${tasks} Building and deploying have their own: ${listed(builds)}.`;
}

function resourcePolicies(model: Model): string {
  const policies = model.resourcePolicies.map(({ kind, owner }) => `${KIND[kind]} ${code(owner)}`);
  if (policies.length === 0) {
    return 'None is needed while everything is in one account. A second account that pulls the image gets a statement in the repository policy, never a wider role: `--cross-account-pull ACCOUNT`.';
  }
  return `Access from elsewhere is granted on the resource, by the policy of the ${listed(policies)}.`;
}

const KIND = {
  'ecr-repository': 'ECR repository',
  logs: 'log groups, named',
  'logs-destination': 'log destination',
} as const;

function policiesOf({ inlinePolicies, managedPolicies }: ModelRole) {
  return [...inlinePolicies, ...managedPolicies];
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
