import type { Answers } from '../answers/types.ts';
import type { ManagedPolicy, ModelRole, NamedPolicy, Statement } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import type { Role, RoleOption } from '../roles/types.ts';
import { isGiven } from './choose-roles.ts';
import { notGranted } from './not-granted.ts';
import { repeatStatement, rowsOf } from './repeat.ts';
import { taskGrants } from './task-grants.ts';
import { trustPolicy } from './trust-policy.ts';
import type { ChosenRole } from './types.ts';

/** Puts one role together from the catalogue and the answers. */
export function assembleRole(chosen: ChosenRole, answers: Answers): ModelRole {
  const { id, role, policies: kind } = chosen;
  const options = optionsOf(chosen);
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
    settings: settings(chosen, answers),
    notGranted: notGranted(chosen, policies),
    sources: role.sources,
  };
}

/** True where the role has an AWS managed policy to put in place of its own. */
export function hasManagedAlternative(chosen: ChosenRole): boolean {
  const { role } = chosen;
  return (
    role.managedAlternative !== undefined ||
    optionsOf(chosen).some((option) => standsForOption(role, option))
  );
}

function optionsOf({ role, options }: ChosenRole): readonly RoleOption[] {
  return options.flatMap((name) => role.options[name] ?? []);
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

function settings({ id, role }: ChosenRole, answers: Answers): ModelRole['settings'] {
  const own = answers.roleOverrides[id];
  return {
    path: template('<rolePath>'),
    description: own?.description ?? `${role.title} of ${answers.project}`,
    ...(isGiven(answers, 'permissionsBoundary') && { boundary: template('<permissionsBoundary>') }),
    tags: {
      'ecs-iam:project': template('<project>'),
      'ecs-iam:environment': template('<environment>'),
      ...(answers.id !== '' && { 'ecs-iam:id': template('<ownershipId>') }),
      ...Object.fromEntries(
        Object.entries(answers.tags).map(([key, value]) => [key, template(value)]),
      ),
    },
    maxSessionDuration: own?.maxSessionDuration ?? answers.maxSessionDuration,
  };
}
