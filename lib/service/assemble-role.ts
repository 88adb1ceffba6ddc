import type { Answers } from '../answers/types.ts';
import type { ManagedPolicy, ModelRole, NamedPolicy, Statement } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import { type RoleId, roleById } from '../roles/registry.ts';
import type { Role, RoleOption } from '../roles/types.ts';
import { notGranted } from './not-granted.ts';
import { repeatStatement, rowsOf } from './repeat.ts';
import { switchedOptions } from './switched-options.ts';
import { taskGrants } from './task-grants.ts';
import { trustPolicy } from './trust-policy.ts';

/** Puts one role together from the catalogue and the answers. */
export function assembleRole(id: RoleId, answers: Answers): ModelRole {
  const role = roleById(id);
  const names = switchedOptions(id, answers);
  const options = names.flatMap((name) => role.options[name] ?? []);
  const kind = answers.rolePolicies[id] ?? answers.policies;
  const managed = kind === 'aws-managed';
  const policies = namedPolicies(role, options, managed, answers);
  return {
    id,
    title: role.title,
    purpose: role.purpose,
    name: role.name,
    trust: trustPolicy(role, answers.trust, options),
    inlinePolicies: kind === 'customer-managed' ? [] : policies,
    managedPolicies: kind === 'customer-managed' ? policies.map((one) => ownPolicy(role, one)) : [],
    managedPolicyArns: attachedPolicies(role, options, managed),
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
    settings: settings(role, answers),
    notGranted: notGranted(role, names, policies),
    sources: role.sources,
  };
}

/** True where the role has an AWS managed policy to put in place of its own. */
export function hasManagedAlternative(role: Role, options: readonly RoleOption[]): boolean {
  return (
    role.managedAlternative !== undefined || options.some((option) => standsForOption(role, option))
  );
}

/** A role without a base has its alternatives at the options; elsewhere options stay inline. */
function standsForOption(role: Role, option: RoleOption): boolean {
  const { managedPolicyArn, attachManagedPolicy } = option;
  return role.policies.length === 0 && managedPolicyArn !== undefined && !attachManagedPolicy;
}

function namedPolicies(
  role: Role,
  options: readonly RoleOption[],
  managed: boolean,
  answers: Answers,
): readonly NamedPolicy[] {
  const base = managed && role.managedAlternative ? [] : role.policies;
  const byName = new Map<string, readonly Statement[]>(
    base.map((policy) => [policy.name, policy.statements]),
  );
  for (const option of options) {
    const standsIn = managed && standsForOption(role, option);
    if (option.policy === undefined || standsIn) continue;
    const kept = (byName.get(option.policy) ?? []).filter(
      (statement) => !option.replaces?.includes(statement.sid),
    );
    byName.set(option.policy, [...kept, ...option.statements]);
  }
  for (const { name, statements } of role.takesGrants ? taskGrants(answers) : []) {
    const present = byName.get(name) ?? [];
    const sids = new Set(present.map((statement) => statement.sid));
    byName.set(name, [...present, ...statements.filter((statement) => !sids.has(statement.sid))]);
  }
  const rows = rowsOf(answers);
  return [...byName]
    .filter(([, statements]) => statements.length > 0)
    .map(([name, statements]) => ({
      name,
      statements: statements.map((statement) => repeatStatement(statement, rows)),
    }));
}

function ownPolicy(role: Role, { name, statements }: NamedPolicy): ManagedPolicy {
  return {
    policy: name,
    name: template(`${role.name}-${name}`),
    path: template('<rolePath>'),
    statements,
  };
}

function attachedPolicies(
  role: Role,
  options: readonly RoleOption[],
  managed: boolean,
): readonly TemplateString[] {
  const arns = [...(role.managedPolicyArns ?? [])];
  if (managed && role.managedAlternative) arns.push(role.managedAlternative.arn);
  for (const option of options) {
    const { managedPolicyArn, attachManagedPolicy } = option;
    const standsIn = managed && standsForOption(role, option);
    if (managedPolicyArn && (standsIn || attachManagedPolicy)) arns.push(managedPolicyArn);
  }
  return [...new Set(arns)];
}

function settings(role: Role, answers: Answers): ModelRole['settings'] {
  const own = answers.roleOverrides[role.id as RoleId];
  const bounded = [answers.values, ...answers.environments.map((one) => one.values)].some(
    (values) => values.permissionsBoundary !== undefined,
  );
  return {
    path: template('<rolePath>'),
    description: own?.description ?? `${role.title} of ${answers.project}`,
    ...(bounded && { boundary: template('<permissionsBoundary>') }),
    tags: {
      'ecs-iam:project': template('<project>'),
      'ecs-iam:environment': template('<environment>'),
      ...Object.fromEntries(
        Object.entries(answers.tags).map(([key, value]) => [key, template(value)]),
      ),
    },
    maxSessionDuration: own?.maxSessionDuration ?? answers.maxSessionDuration,
  };
}
